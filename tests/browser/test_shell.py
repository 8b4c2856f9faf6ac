"""The shell: shortcuts, help words, menus at every width, faults that leave with their page."""

from tests.browser.conftest import Opener


def test_shortcuts_lead_to_pages_and_are_listed(open_page: Opener) -> None:
    watched = open_page("/?lang=de")
    page = watched.page
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Tastenkürzel")
    dialog.locator("dd", has_text="Korridore").wait_for()
    keys = dialog.locator("dt").evaluate_all("all => all.map((one) => one.innerText.trim())")
    assert {"?", "/", ".", "l"} <= set(keys)
    assert len(keys) == len(set(keys))
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/documents?lang=de")
    page.locator('.page[lang="de"] h1').wait_for()
    page.keyboard.press("l")
    page.wait_for_url("**/documents")
    page.locator('.page[lang="en"] h1').wait_for()
    watched.settle()
    page.keyboard.press(".")
    page.wait_for_function("document.documentElement.dataset.mantineColorScheme === 'dark'")
    page.keyboard.press(".")
    page.wait_for_function("document.documentElement.dataset.mantineColorScheme === 'light'")
    watched.assert_quiet()


def test_no_shortcut_acts_while_something_is_typed(open_page: Opener) -> None:
    watched = open_page("/facts")
    page = watched.page
    page.wait_for_selector(".fact-grid a.link")
    page.keyboard.press("/")
    field = page.get_by_label("Search figures and sentences")
    page.wait_for_function("document.activeElement.tagName === 'INPUT'")
    page.keyboard.type("gc.l?")
    assert field.input_value() == "gc.l?", "the slash went to the field, the letters into it"
    assert page.get_by_role("dialog").count() == 0
    assert "/facts" in page.url


def test_a_help_word_explains_itself_by_keyboard(open_page: Opener) -> None:
    watched = open_page("/corridors?chosen=middle_corridor")
    page = watched.page
    word = page.locator("[data-help]").first
    word.focus()
    bubble = page.locator("#help-bubble")
    assert bubble.is_visible()
    assert bubble.text_content() == word.get_attribute("data-help")
    assert word.get_attribute("aria-describedby") == "help-bubble"
    box = bubble.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1440
    page.keyboard.press("Escape")
    assert not bubble.is_visible()


def test_the_menu_stays_in_one_line_in_german(open_page: Opener) -> None:
    watched = open_page("/?lang=de", width=1440)
    page = watched.page
    for width in (1440, 1280, 1150, 1024):
        watched.resize(width)
        tops = page.locator("#menu > *:visible").evaluate_all(
            "all => all.map((one) => Math.round(one.getBoundingClientRect().top +"
            " one.getBoundingClientRect().height / 2))"
        )
        assert max(tops) - min(tops) <= 2, width
        assert page.locator(".site-head").bounding_box()["height"] <= 62
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        right = page.locator("#menu").bounding_box()
        ends = page.locator("#menu > *").last.bounding_box()
        assert ends["x"] + ends["width"] <= right["x"] + right["width"] + 1, width


def test_the_burger_holds_every_page(open_page: Opener) -> None:
    wide = open_page("/")
    links = "all => all.map((one) => one.pathname)"
    every = wide.page.locator("#menu a").evaluate_all(links)
    page = open_page("/", width=390).page
    page.click("#burger")
    page.locator("#menu a").first.wait_for(state="visible")
    assert page.locator("#menu a:visible").evaluate_all(links) == every


def test_a_fault_leaves_with_its_page(open_page: Opener) -> None:
    watched = open_page("/")
    page = watched.page
    page.evaluate("dash_clientside.set_props('fault', {children: 'Broken', hidden: false})")
    page.get_by_role("alert").filter(has_text="Broken").wait_for()
    page.locator("#menu").get_by_text("Documents").click()
    page.wait_for_url("**/documents")
    page.wait_for_selector("#fault", state="hidden")


def test_an_unknown_address_is_answered_with_404(open_page: Opener) -> None:
    watched = open_page("/")
    answer = watched.page.goto(watched.address + "/fact/0123456789ab:1-2")
    assert answer.status == 404
    watched.page.get_by_role("heading", level=1).wait_for()

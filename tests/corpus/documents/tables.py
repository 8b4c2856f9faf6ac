"""The tables that stand in documents of several formats, and helpers to make those documents."""

TRADE_TITLE = "Foreign trade of Kazakhstan with selected partners, million US dollars"
TRADE = (
    ("Partner", "2022", "", "2023", ""),
    ("", "Exports", "Imports", "Exports", "Imports"),
    ("China", "13,167.5", "10,979.3", "14,735.9", "16,787.2"),
    ("Türkiye", "4,729.6", "1,616.2", "3,897.0", "2,073.8"),
    ("Uzbekistan", "3,738.2", "1,286.1", "3,116.8", "1,312.4"),
    ("Germany", "588.3", "1,990.1", "793.4", "3,069.6"),
)
TRADE_NOTE = "Source: customs statistics of Kazakhstan."
TRADE_LINES = """Partner | 2022 Exports | 2022 Imports | 2023 Exports | 2023 Imports
China | 13,167.5 | 10,979.3 | 14,735.9 | 16,787.2
Türkiye | 4,729.6 | 1,616.2 | 3,897.0 | 2,073.8
Uzbekistan | 3,738.2 | 1,286.1 | 3,116.8 | 1,312.4
Germany | 588.3 | 1,990.1 | 793.4 | 3,069.6"""

PORTS_TITLE = "Umschlag der Häfen am Kaspischen Meer in Millionen Tonnen"
PORTS = (
    ("Hafen", "2021", "2022", "2023", "2024"),
    ("Aktau", "3,1", "3,6", "4,0", "4,5"),
    ("Baku", "5,6", "6,3", "7,4", "7,6"),
    ("Türkmenbaschi", "–", "8,0", "8,8", "9,2"),
    ("Kuryk", "1,6", "1,9", "", "2,3"),
)
PORTS_NOTE = "Quelle: Angaben der Häfen; für Kuryk fehlt das Jahr 2023."
PORTS_LINES = """Hafen | 2021 | 2022 | 2023 | 2024
Aktau | 3,1 | 3,6 | 4,0 | 4,5
Baku | 5,6 | 6,3 | 7,4 | 7,6
Türkmenbaschi | – | 8,0 | 8,8 | 9,2
Kuryk | 1,6 | 1,9 | | 2,3"""

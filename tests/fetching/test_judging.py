"""Only machines on the public web are asked: every other kind of address is told apart."""

import pytest

from tracker.fetching.judging import is_public

PUBLIC = (
    *("8.8.8.8", "193.99.144.80", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1"),
    *("223.255.255.255", "1.1.1.1", "2606:4700::6810:84e5", "2a02:2e0:3fe:1001:7777:772e:2:85"),
    *("::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "192.0.1.1", "198.17.255.255", "198.20.0.1"),
)
NOT_PUBLIC = (
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255"),
    *("172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254", "169.254.0.1"),
    *("100.64.0.1", "100.100.100.200", "100.127.255.255", "192.0.0.1", "192.0.0.192"),
    *("192.0.2.1", "198.51.100.7", "203.0.113.9", "198.18.0.1", "198.19.255.255", "192.88.99.1"),
    *("224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16"),
    *("::", "::1", "fe80::1", "fe80::1%eth0", "febf::1", "fc00::1", "fd00:ec2::254", "ff02::1"),
    *("2001:db8::1", "3fff::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:2::1"),
    *("2002:7f00:1::", "2002:c0a8:101::1", "2002:808:808::1", "100::1", "5f00::1", "fec0::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:a00:1"),
    *("64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::8.8.8.8", "::127.0.0.1"),
    *("::8.8.8.8", "::ffff:0:127.0.0.1", "2001:20::1", "0:0:0:0:0:0:0:1"),
)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_address_passes(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_every_other_address_does_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("text", ["", "localhost", "127.1", "2130706433", "0x7f.1", "1.2.3.4/8"])
def test_what_is_no_address_is_not_judged(text: str) -> None:
    with pytest.raises(ValueError, match="does not appear"):
        is_public(text)

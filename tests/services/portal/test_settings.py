import pytest

from services.portal.errors import WrongPortalSetting
from services.portal.settings import PortalSettings
from tests.doubles.portal import portal_settings


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"key": b"short"}, "The portal setting key has 5 bytes. Give 32 random bytes."),
        ({"hosts": ("Clinic.example",)}, "'Clinic.example'"),
        ({"hosts": ("clinic.example:80",)}, "without port"),
        ({"embed_origins": ("https://a.example/page",)}, "without a path"),
        ({"embed_origins": ("https://a.example; script-src *",)}, "embed_origins"),
        ({"embed_origins": ("*",)}, "embed_origins"),
    ],
)
def test_a_wrong_setting_says_what_to_give(changes: dict[str, object], said: str) -> None:
    with pytest.raises(WrongPortalSetting) as refused:
        portal_settings(**changes)
    assert said in str(refused.value)


def test_the_key_is_never_shown() -> None:
    assert repr(portal_settings().key) not in repr(portal_settings())


def test_settings_have_defaults_for_all_but_the_clinic() -> None:
    settings = portal_settings()
    minimal = PortalSettings(clinic_name=settings.clinic_name, zone=settings.zone, key=settings.key)
    assert minimal.message_limit == 2_000
    assert minimal.embed_origins == ()

import pytest

from services.egress.senders.sendgrid.words import NOTICES
from services.kernel.language import Language


@pytest.mark.parametrize("language", Language)
def test_every_language_has_its_notice_with_one_link(language: Language) -> None:
    notice = NOTICES[language]
    assert notice.words.count("{") == notice.words.count("{link}") == 1
    assert notice.subject.isprintable()

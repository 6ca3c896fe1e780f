"""systemd units of the model servers: the whole command line in sight, and everything that it does not need taken away.

systemd.exec(5), systemd.resource-control(5). PyTorch may listen on every interface for its own processes, so the unit
lets it talk to this machine alone (to the other nodes too, where there are any).
"""

from typing import Final

from appliance.hardening import HARDENING
from appliance.model.command import KEY_VARIABLE, Command, llama, whisper
from appliance.model.errors import ModelNotConfigured
from appliance.settings.language_model import LanguageModelSettings

LLAMA_UNIT: Final = "sealdesk-model.service"
WHISPER_UNIT: Final = "sealdesk-whisper.service"
_UNIT: Final = """\
# Made by `sealdesk model unit`; change appliance.yaml and make it again.
[Unit]
Description={description}
After=network.target

[Service]
Type=exec
User={user}
Group=sealdesk-gateway
UMask=0007
RuntimeDirectory={user}
RuntimeDirectoryMode=0750
CacheDirectory={user}
{environment}
# One line, {key}=...: kept out of the command line, which every user can read.
EnvironmentFile=/etc/sealdesk/secrets/{user}.env
ExecStart={command}
Restart=on-failure
RestartSec=5
TimeoutStartSec=30min
TimeoutStopSec=60
KillMode=mixed

IPAddressDeny=any
IPAddressAllow={addresses}
{hardening}
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
SystemCallArchitectures=native
DevicePolicy=closed
DeviceAllow=char-nvidia-frontend rw
DeviceAllow=char-nvidia rw
DeviceAllow=char-nvidia-uvm rw
DeviceAllow=char-nvidia-caps rw
MemoryMax={memory}
LimitCORE=0
LimitNOFILE=65536
OOMScoreAdjust=200

[Install]
WantedBy=multi-user.target
"""


def llama_unit(settings: LanguageModelSettings) -> str:
    """Return the unit of the language model."""
    others = settings.nodes.addresses if settings.nodes else ()
    large = settings.kind.value.startswith("70b")
    return _unit(
        llama(settings),
        description=f"Sealdesk model server ({settings.kind.value})",
        user="sealdesk-model",
        addresses=" ".join(("localhost", *others)),
        memory="96G" if large else "32G",
    )


def whisper_unit(settings: LanguageModelSettings) -> str:
    """Return the unit of speech to text.

    Raises:
        ModelNotConfigured: the settings have no `model.whisper`.
    """
    if settings.whisper is None:
        raise ModelNotConfigured("appliance.yaml has no section model.whisper.", "Add it, or do without speech.")
    return _unit(
        whisper(settings, settings.whisper),
        description="Sealdesk speech to text (Whisper)",
        user="sealdesk-whisper",
        addresses="localhost",
        memory="16G",
    )


def _unit(command: Command, **values: str) -> str:
    environment = "\n".join(
        f"Environment={_word(f'{name}={value}')}" for name, value in sorted(command.environment.items())
    )
    words = " \\\n    ".join(_pairs([_word(word) for word in command.words]))
    return _UNIT.format(hardening=HARDENING, environment=environment, command=words, key=KEY_VARIABLE, **values)


def _pairs(words: list[str]) -> list[str]:
    """Put each flag on a line with its value."""
    lines = [" ".join(words[:3])]
    for word in words[3:]:
        if word.startswith("--"):
            lines.append(word)
        else:
            lines[-1] += f" {word}"
    return lines


def _word(word: str) -> str:
    """Return a word as systemd reads it: `%` and `$` doubled, in quotes where it holds more than plain characters."""
    doubled = word.replace("%", "%%").replace("$", "$$")
    if all(character.isalnum() or character in "-_./=:,%$+" for character in doubled):
        return doubled
    escaped = doubled.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"

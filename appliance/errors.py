"""What can go wrong with the appliance itself, outside any conversation.

ApplianceError
├── SettingsError     appliance.yaml is missing, unreadable or says something impossible
├── SecretsError      a secret file is missing, readable by others, or of the wrong form
├── ProcessError      a process did not start, or is not ours to stop
└── NotRunning        a command needs the running appliance
"""

from services.kernel.errors import SealdeskError


class ApplianceError(SealdeskError):
    """The appliance cannot do what was asked; `code` names the error in docs/reference/errors.md."""

    code = "appliance_error"


class SettingsError(ApplianceError):
    """`appliance.yaml` is missing, unreadable or says something impossible."""

    code = "settings_error"


class SecretsError(ApplianceError):
    """A secret file is missing, readable by others, or of the wrong form. Its content is never shown."""

    code = "secrets_error"


class ProcessError(ApplianceError):
    """A process did not start, or is not ours to stop."""

    code = "process_error"


class NotRunning(ApplianceError):
    """The command talks to the running appliance, and it does not answer."""

    code = "not_running"

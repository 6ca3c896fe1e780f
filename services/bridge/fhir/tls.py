"""TLS to the EHR: only the clinic's pinned CA is believed; there is no way to switch verification off."""

import ssl
from dataclasses import dataclass
from pathlib import Path

from services.kernel.errors import SealdeskError


class TlsFilesUnusable(SealdeskError):
    """A certificate or key file cannot be used."""

    code = "tls_files_unusable"


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """PEM files: the CA that signs the EHR's certificate, and our own certificate and key where the EHR wants one."""

    ca: Path
    certificate: Path | None = None
    key: Path | None = None


def tls_context(files: TlsFiles) -> ssl.SSLContext:
    """Return a client context that trusts the pinned CA alone, checks the host name and speaks TLS 1.2 or later.

    Raises:
        TlsFilesUnusable: a file is missing or is not what it should be.
    """
    try:
        context = ssl.create_default_context(cafile=str(files.ca))
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if files.certificate is not None:
            context.load_cert_chain(files.certificate, files.key)
    except (OSError, ssl.SSLError) as error:
        raise TlsFilesUnusable(
            f"A TLS file for the scheduling system cannot be used ({type(error).__name__}).",
            "Check that the CA, certificate and key files exist, are PEM and belong together.",
        ) from None
    return context

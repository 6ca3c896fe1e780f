"""The check of Llama as adviser: a question that names nobody, through the gateway to the model and back."""

from time import perf_counter

from appliance.doctor.model import Check, NotUsed, Patient, Wrong
from appliance.wiring.understanding import build_adviser
from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.dialogue.understanding.model import TurnContext
from services.dialogue.understanding.proposed.parse import parsed
from services.dialogue.understanding.proposed.prompt import messages
from services.dialogue.understanding.proposed.schema import SCHEMA_NAME, schema
from services.llama.client import LlamaClient
from services.llama.errors import NoAnswer

_WORDS = "the pipes burst, so much for the cleaning"


async def _adviser(patient: Patient) -> str:
    advising = build_adviser(patient.settings, patient.secrets, EmbeddedUnderstander(), patient.clock)
    if advising.client is None:
        raise NotUsed("understanding.engine is embedded: no language model is asked")
    try:
        return await _asked(patient, advising.client)
    except NoAnswer as problem:
        raise Wrong(f"no answer ({problem.reason})") from None
    finally:
        await advising.aclose()


async def _asked(patient: Patient, client: LlamaClient) -> str:
    if await client.reaches_model_server():
        raise Wrong("understanding.gateway is a model server's own address: nothing would be redacted")
    context = TurnContext(now=patient.clock.now(), zone=patient.settings.clinic.zone_info)
    started = perf_counter()
    answer = await client.answer(messages(_WORDS, context), SCHEMA_NAME, schema())
    took = perf_counter() - started
    commands = parsed(answer)
    if not commands:
        raise Wrong("the answer is not as the schema has it")
    return f"{patient.settings.understanding.model} answers through the gateway in {1000 * took:.0f} ms"


ADVISER = Check(
    "The language model advises",
    "start the gateway and the model server; check understanding in the settings",
    _adviser,
)

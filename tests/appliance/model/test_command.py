from itertools import pairwise

import pytest

from appliance.model.command import CHAT_TEMPLATE, llama, whisper
from appliance.settings.language_model import Whisper
from tests.appliance.model.invented import settings

NODES = {"addresses": ["10.9.0.1", "10.9.0.2"], "interface": "wg0"}
LOG_OR_RUN_MORE = {
    "--enable-log-requests",
    "--enable-log-outputs",
    "--enable-prompt-embeds",
    "--trust-remote-code",
    "--trust-request-chat-template",
    "--host",
    "--port",
    "--api-key",
    "--allow-credentials",
}


def value(words: tuple[str, ...], flag: str) -> str:
    """Return the word after a flag."""
    return next(after for before, after in pairwise(words) if before == flag)


def test_it_listens_on_a_unix_socket_and_nowhere_else() -> None:
    words = llama(settings(socket="/run/x/vllm.sock")).words
    assert value(words, "--uds") == "/run/x/vllm.sock"
    assert set(words).isdisjoint(LOG_OR_RUN_MORE)


def test_no_answer_held_to_a_schema_can_loop_in_blanks() -> None:
    structured = value(llama(settings()).words, "--structured-outputs-config")
    assert structured == '{"backend":"xgrammar","disable_any_whitespace":true}'


@pytest.mark.parametrize(
    ("flag", "expected"),
    [
        ("--served-model-name", "llama-3.1-8b-instruct"),
        ("--max-model-len", "8192"),
        ("--max-num-seqs", "64"),
        ("--gpu-memory-utilization", "0.90"),
        ("--kv-cache-dtype", "auto"),
        ("--prefix-caching-hash-algo", "sha256"),
        ("--generation-config", "vllm"),
        ("--chat-template", str(CHAT_TEMPLATE)),
        ("--allowed-media-domains", "invalid.local"),
        ("--tool-call-parser", "llama3_json"),
        ("--tensor-parallel-size", "1"),
    ],
)
def test_each_flag_has_its_value(flag: str, expected: str) -> None:
    assert value(llama(settings()).words, flag) == expected


@pytest.mark.parametrize("flag", ["--disable-fastapi-docs", "--disable-uvicorn-access-log", "--enable-prefix-caching"])
def test_it_is_quiet_closed_and_quick(flag: str) -> None:
    assert flag in llama(settings()).words


def test_nothing_leaves_the_building() -> None:
    for command in (llama(settings()), whisper(settings(), Whisper())):
        variables = command.environment
        offline = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "VLLM_NO_USAGE_STATS", "DO_NOT_TRACK")
        assert {variables[name] for name in offline} == {"1"}
        assert variables["VLLM_MAX_N_SEQUENCES"] == "1"
        assert variables["VLLM_MEDIA_URL_ALLOW_REDIRECTS"] == "0"
        assert variables["VLLM_HOST_IP"] == "127.0.0.1"
        assert variables["VLLM_LOGGING_LEVEL"] == "WARNING"


def test_no_key_stands_in_the_command_line_or_its_variables() -> None:
    command = llama(settings())
    assert "VLLM_API_KEY" not in command.environment
    assert not any("key" in word.lower() for word in command.words)


def test_more_gpus_of_one_machine_share_the_model() -> None:
    words = llama(settings(kind="70b-w4a16", gpus=2)).words
    assert value(words, "--tensor-parallel-size") == "2"
    assert "--pipeline-parallel-size" not in words


def test_the_first_of_several_machines_listens_and_the_others_help() -> None:
    first = llama(settings(gpus=2, nodes=NODES))
    other = llama(settings(gpus=2, nodes={**NODES, "rank": 1}))
    for command, rank in ((first, "0"), (other, "1")):
        assert value(command.words, "--pipeline-parallel-size") == "2"
        assert value(command.words, "--nnodes") == "2"
        assert value(command.words, "--node-rank") == rank
        assert value(command.words, "--master-addr") == "10.9.0.1"
        assert command.environment["NCCL_SOCKET_IFNAME"] == "wg0"
    assert "--uds" in first.words
    assert "--uds" not in other.words
    assert "--headless" in other.words
    assert other.environment["VLLM_HOST_IP"] == "10.9.0.2"


def test_a_ray_cluster_is_named_and_knows_its_own_nodes() -> None:
    words = llama(settings(gpus=4, nodes={**NODES, "engine": "ray"})).words
    assert value(words, "--distributed-executor-backend") == "ray"
    assert "--nnodes" not in words


def test_speech_to_text_is_a_second_server_with_its_own_share_of_a_gpu() -> None:
    command = whisper(settings(), Whisper(gpu=1, gpu_share=0.3))
    assert command.words[1:3] == ("serve", "/opt/models/whisper-large-v3")
    assert value(command.words, "--uds") == "/run/sealdesk-whisper/whisper.sock"
    assert value(command.words, "--gpu-memory-utilization") == "0.30"
    assert command.environment["CUDA_VISIBLE_DEVICES"] == "1"
    assert command.environment["VLLM_MAX_AUDIO_CLIP_FILESIZE_MB"] == "25"

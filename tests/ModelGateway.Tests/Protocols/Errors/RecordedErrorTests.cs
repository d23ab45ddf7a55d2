using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ModelGateway.Failures;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Gemini;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Errors;

/// <summary>
/// Every error that was recorded, of every provider, against what it means: provider, status, kind, how many, the provider's words.
/// </summary>
public sealed class RecordedErrorTests
{
    private const string Expected = """
        anthropic 400 InvalidRequest 5 tools.0.custom.input_schema.type: Fiel
        anthropic 400 Unsupported 1 tools.0.custom: For 'object' type, pro
        anthropic 400 InvalidRequest 2 tools.0.custom.input_schema.type: Inpu
        anthropic 400 Unsupported 1 tools.0.custom: Invalid schema: Circul
        anthropic 400 InvalidRequest 1 tools.0.custom.input_schema: Input doe
        anthropic 400 Unsupported 1 Schemas contains too many parameters w
        anthropic 400 Unsupported 1 Too many strict tools (21). The maximu
        anthropic 400 Unsupported 1 Schemas contains too many optional par
        anthropic 400 Unsupported 2 Schema is too complex for compilation.
        anthropic 400 InvalidRequest 1 temperature: range: 0..1
        anthropic 401 Unauthorized 4 API key is invalid.
        anthropic 404 ModelNotFound 1 model: claude-nonexistent-model-for-er
        anthropic 404 ModelNotFound 1 model: claude-nonexistent-model-for-id
        anthropic 404 ModelNotFound 2 model: claude-nonexistent-rig-test
        bedrock 400 ModelNotFound 1 Invocation of model ID deepseek.r1-v1:
        bedrock 404 ModelNotFound 1 This model version has reached the end
        chatgpt 401 Unauthorized 1 Could not parse your authentication to
        cohere 404 ModelNotFound 2 not found, make sure the correct
        deepseek 401 Unauthorized 2 Authentication Fails, Your api key: **
        deepseek 400 Unsupported 7 Failed to deserialize the JSON body in
        deepseek 400 Unsupported 2 Thinking mode does not support this to
        deepseek 400 ModelNotFound 1 The supported API model names are deep
        doubleword 404 ModelNotFound 4 The model
        doubleword 400 InvalidRequest 1 Invalid request
        doubleword 403 Unauthorized 2 Forbidden
        doubleword 400 InvalidRequest 2 Validation: Temperature must be betwee
        gemini 403 InvalidRequest 1 CachedContent not found (or permission
        gemini 404 ModelNotFound 4 is not found for API version
        gemini 400 Unauthorized 2 API key not valid. Please pass a valid
        gemini 400 InvalidRequest 1 Cached content is too small. total_tok
        groq 401 Unauthorized 2 Invalid API Key
        groq 404 ModelNotFound 1 The model
        llamacpp 500 Unavailable 1 Cannot use both json_schema and gramma
        llamacpp 400 InvalidRequest 1 Failed to load image or audio file
        llamacpp 500 Unavailable 1 error: cannot make GET request
        llamacpp 500 Unsupported 1 image input is not supported - hint: i
        llamacpp 400 Unsupported 1 unsupported content[].type
        llamacpp 500 ContextTooLong 1 input (4002 tokens) is too large to pr
        llamacpp 401 Unauthorized 2 Invalid API Key
        llamacpp 501 Unsupported 1 This server does not support reranking
        llamacpp 400 InvalidRequest 1 Field 'temperature': [json.exception.t
        llamacpp 400 ContextTooLong 2 request (2009 tokens) exceeds the avai
        llamacpp 500 Unsupported 1 tools param requires --jinja flag
        llamacpp 501 Unsupported 1 This server does not support embedding
        llamacpp 400 InvalidRequest 1 "documents" must be a non-empty string
        llamacpp 400 InvalidRequest 1 Pooling type 'none' is not OAI compati
        llamacpp 501 Unsupported 1 The current model does not support aud
        mistral 400 Unsupported 4 Logprobs are not enabled for this mode
        mistral 400 ModelNotFound 1 Invalid model: no-such-embedding-model
        mistral 401 Unauthorized 2 Invalid API Key
        mistral 400 ModelNotFound 2 Invalid model: definitely-not-a-model
        mistral 400 InvalidRequest 1 Too many inputs in request, split into
        openai 401 Unauthorized 4 Incorrect API key provided
        openai 400 InvalidRequest 1 [{'type': 'enum', 'loc': ('body', 'res
        openai 400 ModelNotFound 5 The requested model
        openai 404 ModelNotFound 2 The model
        openai 400 InvalidRequest 1 Previous response with id 'resp_REDACT
        openai 400 InvalidRequest 1 Invalid 'temperature': decimal above m
        openai 400 InvalidRequest 4 Invalid value: 'rig-invalid'. Supporte
        openai 400 ModelNotFound 2 The model
        openai 400 InvalidRequest 1 Invalid 'prompt': empty string. Expect
        openai 400 InvalidRequest 1 Invalid size '3x3'. Supported sizes ar
        openai 400 InvalidRequest 2 Unknown parameter: 'response_format'.
        openai 400 InvalidRequest 1 Invalid size '3x3'. Width and height m
        openrouter 400 ModelNotFound 1 does not exist
        openrouter 400 ModelNotFound 1 is not a valid model ID
        venice 404 ModelNotFound 1 Specified model not found: no-such-emb
        venice 404 ModelNotFound 2 Specified model not found: venice-none
        xai 400 ModelNotFound 1 Model not found: grok-nonexistent-mode
        xai 400 Unauthorized 1 Incorrect API key provided. You can ob
        """;

    [Fact]
    public void EveryError_IsClassified()
    {
        string[][] rows = [.. Expected.Split('\n').Select(static row => row.Trim().Split(' ', 5))];
        int[] found = new int[rows.Length];
        int count = 0;
        foreach (string provider in rows.Select(static row => row[0]).Distinct())
        {
            foreach (JsonElement exchange in SharedData.Exchanges(provider).Where(static e => e.GetProperty("status").GetInt32() >= 400))
            {
                int status = exchange.GetProperty("status").GetInt32();
                JsonElement body = exchange.GetProperty("response");
                string text = body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText();
                ProviderFailure failure = Read(provider, status, text);
                int index = Array.FindIndex(rows, row => row[0] == provider && row[1] == status.ToString(CultureInfo.InvariantCulture)
                    && failure.Message.Contains(row[4], StringComparison.Ordinal));
                Assert.True(index >= 0, $"{provider} {status}: {failure.Kind}: {failure.Message}");
                Assert.Equal((rows[index][4], rows[index][2]), (rows[index][4], failure.Kind.ToString()));
                Assert.Equal(status, failure.StatusCode);
                found[index]++;
                count++;
            }
        }

        Assert.All(rows.Zip(found),
            static row => Assert.Equal((row.First[4], row.First[3]), (row.First[4], row.Second.ToString(CultureInfo.InvariantCulture))));
        Assert.Equal(120, count);
    }

    [Fact]
    public void Recordings_CoverEveryProvider()
    {
        string folder = Path.GetDirectoryName(SharedData.Require("wire/openai.jsonl.gz"))!;
        foreach (string file in Directory.EnumerateFiles(folder, "*.jsonl.gz"))
        {
            string provider = Path.GetFileName(file)[..^".jsonl.gz".Length];
            if (SharedData.Exchanges(provider).Any(static e => e.GetProperty("status").GetInt32() >= 400))
            {
                Assert.Contains($"\n{provider} ", $"\n{Expected}", StringComparison.Ordinal);
            }
        }
    }

    private static ProviderFailure Read(string provider, int status, string body)
    {
        using HttpResponseMessage response = new();
        HttpResponseHeaders headers = response.Headers;
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        return provider switch
        {
            "anthropic" => AnthropicProtocol.Instance.ReadError(status, headers, bytes, DateTimeOffset.UnixEpoch),
            "gemini" => GeminiProtocol.Instance.ReadError(status, headers, bytes, DateTimeOffset.UnixEpoch),
            _ => ErrorReader.Read(status, headers, bytes, DateTimeOffset.UnixEpoch),
        };
    }
}

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ModelGateway.Tests.Testing.Simulators;

/// <summary>A client of a simulator in raw HTTP.</summary>
internal sealed class SimulatorClient(ProviderSimulator simulator) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = simulator.Endpoint, Timeout = Timeout.InfiniteTimeSpan };

    public string Key { get; set; } = simulator.ApiKey;

    public bool SendsVersion { get; set; } = true;

    public static string Hello(SimulatedProtocol protocol, bool stream) => protocol switch
    {
        SimulatedProtocol.OpenAI or SimulatedProtocol.DeepSeek or SimulatedProtocol.AzureOpenAI => $$$"""{"model":"gpt-4.1","messages":[{"role":"user","content":"Hello, world: grüß dich 🌍"}]{{{(stream ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}" : "")}}}}""",
        SimulatedProtocol.OpenAIResponses => $$$"""{"model":"gpt-5.2","input":[{"role":"user","content":"Hello, world: grüß dich 🌍"}]{{{(stream ? ",\"stream\":true" : "")}}}}""",
        SimulatedProtocol.Mistral or SimulatedProtocol.Cohere => $$$"""{"model":"{{{(protocol == SimulatedProtocol.Mistral ? "mistral-small-latest" : "command-a-03-2025")}}}","messages":[{"role":"user","content":"Hello, world: grüß dich 🌍"}]{{{(stream ? ",\"stream\":true" : "")}}}}""",
        SimulatedProtocol.Anthropic => $$$"""{"model":"claude-sonnet-5","max_tokens":100,"messages":[{"role":"user","content":"Hello, world: grüß dich 🌍"}]{{{(stream ? ",\"stream\":true" : "")}}}}""",
        SimulatedProtocol.Bedrock => """{"messages":[{"role":"user","content":[{"text":"Hello, world: grüß dich 🌍"}]}]}""",
        SimulatedProtocol.Ollama => $$$"""{"model":"qwen3:4b","messages":[{"role":"user","content":"Hello, world: grüß dich 🌍"}],"stream":{{{(stream ? "true" : "false")}}}}""",
        _ => """{"contents":[{"role":"user","parts":[{"text":"Hello, world: grüß dich 🌍"}]}]}""",
    };

    public Task<HttpResponseMessage> HelloAsync(bool stream = false, CancellationToken cancellationToken = default) =>
        SendAsync(Hello(simulator.Protocol, stream), stream, cancellationToken);

    public Task<HttpResponseMessage> SendAsync(string body, bool stream = false, CancellationToken cancellationToken = default)
    {
        string path = simulator.Protocol switch
        {
            SimulatedProtocol.OpenAI or SimulatedProtocol.DeepSeek or SimulatedProtocol.AzureOpenAI or SimulatedProtocol.Mistral =>
            "chat/completions",
            SimulatedProtocol.Cohere => "v2/chat",
            SimulatedProtocol.OpenAIResponses => "responses",
            SimulatedProtocol.Anthropic => "v1/messages",
            SimulatedProtocol.Ollama => "api/chat",
            SimulatedProtocol.Bedrock => stream
                ? "model/amazon.nova-lite-v1%3A0/converse-stream"
                : "model/amazon.nova-lite-v1%3A0/converse",
            _ => stream ? "models/gemini-2.5-flash:streamGenerateContent?alt=sse" : "models/gemini-2.5-flash:generateContent",
        };
        return SendAsync(HttpMethod.Post, path, body, cancellationToken);
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken = default)
    {
        // The address is resolved here: a relative reference with a colon would be taken for a scheme.
        HttpRequestMessage request = new(method, new Uri(simulator.Endpoint.AbsoluteUri + path));
        switch (simulator.Protocol)
        {
            case SimulatedProtocol.AzureOpenAI:
                request.Headers.Add("api-key", Key);
                break;
            case SimulatedProtocol.OpenAI or SimulatedProtocol.OpenAIResponses or SimulatedProtocol.DeepSeek or SimulatedProtocol.Mistral
                or SimulatedProtocol.Cohere or SimulatedProtocol.Ollama or SimulatedProtocol.Bedrock:
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
                break;
            case SimulatedProtocol.Anthropic:
                request.Headers.Add("x-api-key", Key);
                if (SendsVersion)
                {
                    request.Headers.Add("anthropic-version", "2023-06-01");
                }

                break;
            default:
                request.Headers.Add("x-goog-api-key", Key);
                break;
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public async Task<JsonElement> JsonAsync(string body, int status = 200)
    {
        using HttpResponseMessage response = await SendAsync(body);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, text);
        return JsonElement.Parse(text);
    }

    /// <summary>The error message for a request body; the status must be 400.</summary>
    public async Task<string> RefusalAsync(string body) =>
        (await JsonAsync(body, 400)).GetProperty("error").GetProperty("message").GetString()!;

    /// <summary>The whole text of a streamed answer.</summary>
    public async Task<string> StreamAsync(string body)
    {
        using HttpResponseMessage response = await SendAsync(body, stream: true);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return text;
    }

    /// <summary>The events of a streamed answer as (name, data).</summary>
    public static List<(string? Name, string Data)> Events(string stream, string newLine = "\n")
    {
        List<(string?, string)> events = [];
        foreach (string block in stream.Split(newLine + newLine, StringSplitOptions.RemoveEmptyEntries))
        {
            string[] lines = block.Split(newLine);
            string? name = lines[0].StartsWith("event: ", StringComparison.Ordinal) ? lines[0]["event: ".Length..] : null;
            Assert.StartsWith("data: ", lines[^1]);
            events.Add((name, lines[^1]["data: ".Length..]));
        }

        return events;
    }

    /// <summary>Reads a body until it ends or breaks: the bytes, and whether it broke.</summary>
    public static async Task<(byte[] Bytes, bool Broke)> ReadToEndAsync(
        HttpResponseMessage response, CancellationToken cancellationToken = default)
    {
        using MemoryStream read = new();
        byte[] buffer = new byte[256];
        try
        {
            await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
            int count;
            while ((count = await body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                read.Write(buffer, 0, count);
            }

            return (read.ToArray(), false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return (read.ToArray(), true);
        }
    }

    public void Dispose() => _http.Dispose();
}

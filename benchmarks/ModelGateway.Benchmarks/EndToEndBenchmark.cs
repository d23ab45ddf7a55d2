using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Benchmarks.Support;

namespace ModelGateway.Benchmarks;

/// <summary>
/// What the gateway adds to a request over a real connection (loopback, a server in a process of its own) at 500 requests a second: against
/// <see cref="HttpClient"/> with a body that was encoded before and an answer that is not parsed, and against the vendor's SDK. The
/// contenders take turns.
/// </summary>
internal static class EndToEndBenchmark
{
    private const string Model = "gpt-5-mini";
    private const int PerSecond = 500;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    /// <summary>Measures; the first argument is the number of rounds of two seconds, 10 where it is missing.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        int rounds = args is [string number, ..] ? int.Parse(number, CultureInfo.InvariantCulture) : 10;
        using Process server = StartServer();
        int port = int.Parse((await server.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        Uri endpoint = new($"http://127.0.0.1:{port}/v1/");
        Conversation conversation = new(TranslationCase.Short, Model);
        using HttpClient http = new();
        using HttpClient sdkHttp = new();
        using IChatClient sdk = OpenAISdk.Chat(Provider(endpoint), sdkHttp);
        using IChatClient gateway = Provider(endpoint).CreateGateway(new SocketsHttpHandler());
        byte[] body = await RecordBodyAsync(conversation, endpoint);
        (string Name, LoadRun Run)[] contenders =
        [
            ("HttpClient", new(() => PostAsync(http, new Uri(endpoint, "chat/completions"), body), PerSecond)),
            ("Gateway", new(() => conversation.AskAsync(gateway), PerSecond)),
            ("Sdk", new(() => conversation.AskAsync(sdk), PerSecond)),
        ];
        foreach ((_, LoadRun run) in contenders)
        {
            await run.RunAsync(WarmUp);
            run.Microseconds.Clear();
            run.Bytes.Clear();
        }

        for (int round = 0; round < rounds; round++)
        {
            foreach ((_, LoadRun run) in contenders)
            {
                await run.RunAsync(TimeSpan.FromSeconds(2));
            }
        }

        server.StandardInput.Close();
        await server.WaitForExitAsync();
        Console.Write(Table(contenders));
        return 0;
    }

    private static string Table((string Name, LoadRun Run)[] contenders)
    {
        LoadRun baseline = contenders[0].Run;
        StringBuilder table = new("| Contender | p50 | added to p50 | p99 | bytes a request | added |\n|---|---:|---:|---:|---:|---:|\n");
        foreach ((string name, LoadRun run) in contenders)
        {
            double bytes = run.Bytes.Order().ElementAt(run.Bytes.Count / 2);
            double added = bytes - baseline.Bytes.Order().ElementAt(baseline.Bytes.Count / 2);
            table.Append(
                CultureInfo.InvariantCulture,
                $"| {name} | {run.Percentile(0.5):0} µs | {run.Percentile(0.5) - baseline.Percentile(0.5):0} µs | {run.Percentile(0.99):#,0} µs | {bytes:#,0} | {added:#,0} |\n");
        }

        return table.ToString();
    }

    private static async Task PostAsync(HttpClient http, Uri address, byte[] body)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "key-of-the-benchmark");
        using HttpResponseMessage response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        _ = await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task<byte[]> RecordBodyAsync(Conversation conversation, Uri endpoint)
    {
        using RecordingHandler recorder = new(new SocketsHttpHandler());
        using IChatClient recorded = Provider(endpoint).CreateGateway(recorder);
        await conversation.AskAsync(recorded);
        return recorder.Body!;
    }

    private static CannedProvider Provider(Uri endpoint) => new("OpenAI", Model, endpoint, CannedAnswers.OpenAI);

    private static Process StartServer() =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(EndToEndBenchmark).Assembly.Location, "serve"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("The server did not start.");
}

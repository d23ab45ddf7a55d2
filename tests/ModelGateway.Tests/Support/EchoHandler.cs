using System.Net;
using System.Text;
using System.Text.Json;

namespace ModelGateway.Tests.Support;

/// <summary>A server, or a handler in front of it, that says a text in one place of its answers.</summary>
internal sealed class EchoHandler(string type) : HttpMessageHandler
{
    public static readonly string[] Places =
    [
        "error", "error's codes", "error's headers", "web page", "answer's headers", "answer's ids", "end of the answer",
        "malformed answer",
        "streamed error", "broken stream", "transport", "handler", "timeout",
    ];

    /// <summary>Headers in which providers name a request.</summary>
    private static readonly string[] IdHeaders = ["x-request-id", "request-id", "x-amzn-requestid", "x-debug-trace-id",
        "mistral-correlation-id"];

    /// <summary>Where the text is said.</summary>
    public string Place { get; set; } = "";

    public string Said { get; set; } = "";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(Answer());

    private HttpResponseMessage Answer() => Place switch
    {
        "error" => Json(HttpStatusCode.Unauthorized, Error(Said, "code")),
        "error's codes" => Json(HttpStatusCode.BadRequest, Error("no", Said)),
        "error's headers" => WithIds(Json(HttpStatusCode.Forbidden, Error("no", "code"))),
        "web page" => Text(HttpStatusCode.BadGateway, $"<html>{Said}</html>", "text/html"),
        "answer's headers" => WithIds(Json(HttpStatusCode.OK, Whole("id-1", "stop"))),
        "answer's ids" => Json(HttpStatusCode.OK, Whole(Said, "stop")),
        "end of the answer" => Json(HttpStatusCode.OK, Whole("id-1", Said)),
        "malformed answer" => Text(HttpStatusCode.OK, $$"""{"id":{{Said}}""", "application/json"),
        "streamed error" => Text(HttpStatusCode.OK, $"event: error\ndata: {Error(Said, Said)}\n\n", "text/event-stream"),
        "broken stream" => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new BrokenStream(Said)) },
        "transport" => throw new HttpRequestException("The request failed.", new IOException($"sent {Said} to it")),
        "timeout" => throw new TaskCanceledException($"gave up {Said}", new TimeoutException(Said)),
        _ => throw new InvalidOperationException($"Bearer {Said} was refused.") { Data = { ["header"] = Said } },
    };

    private static string Error(string message, string code) => JsonSerializer.Serialize(new
    {
        type = "error",
        message,
        error = new { type = code, message, code, status = code, param = code },
    });

    // What every protocol but those below reads as an answer.
    private string Whole(string id, string finish) => type switch
    {
        "Cohere" => JsonSerializer.Serialize(new
        {
            id,
            finish_reason = finish,
            message = new { role = "assistant", content = new[] { new { type = "text", text = "hello" } } },
        }),
        _ => JsonSerializer.Serialize(new
        {
            id,
            type = "message",
            @object = "chat.completion",
            role = "assistant",
            created = 1,
            created_at = "2026-01-01T00:00:00Z",
            model = id,
            modelVersion = id,
            responseId = id,
            service_tier = id,
            system_fingerprint = id,
            choices = new[] { new { index = 0, finish_reason = finish, message = new { role = "assistant", content = "hello" } } },
            content = new[] { new { type = "text", text = "hello" } },
            stop_reason = finish,
            candidates =
                new[] { new { content = new { role = "model", parts = new[] { new { text = "hello" } } }, finishReason = finish } },
            output = new { message = new { role = "assistant", content = new[] { new { text = "hello" } } } },
            stopReason = finish,
            message = new { role = "assistant", content = "hello" },
            done = true,
            done_reason = finish,
        }),
    };

    private HttpResponseMessage WithIds(HttpResponseMessage response)
    {
        foreach (string name in IdHeaders)
        {
            response.Headers.TryAddWithoutValidation(name, Said);
        }

        return response;
    }

    private static HttpResponseMessage Json(HttpStatusCode status, string body) => Text(status, body, "application/json");

    private static HttpResponseMessage Text(HttpStatusCode status, string body, string type) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, type) };

    /// <summary>A body whose connection breaks with an exception that repeats the text.</summary>
    private sealed class BrokenStream(string said) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => 0; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => throw new IOException($"Authorization: Bearer {said}");

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

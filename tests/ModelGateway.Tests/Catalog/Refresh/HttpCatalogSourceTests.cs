using System.Net;
using System.Text;
using ModelGateway.Catalog.Models;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Catalog.Refresh;

/// <summary>Catalogs at addresses: no call waits for them, and servers get no more requests than needed.</summary>
public sealed class HttpCatalogSourceTests : IDisposable
{
    private const string Address = "https://catalog.example/models.json?token=secret";
    private readonly CatalogGateway _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void Start_DoesNotWaitForTheContent()
    {
        TaskCompletionSource<HttpResponseMessage> answer = new();
        _gateway.Answer = (_, _) => answer.Task;
        _gateway.Start(g => g.AddCatalog(Address));
        Assert.Null(_gateway.Context());
        _gateway.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(_gateway.Http.Sent);

        _gateway.Time.Run(() =>
        {
            answer.SetResult(StubHandler.Json(HttpStatusCode.OK, CatalogGateway.Acme(1_000)));
            return Task.CompletedTask;
        });

        Assert.Equal(1_000, _gateway.Context());
        Assert.Equal(["changed: 1 added"], _gateway.Events);
    }

    [Fact]
    public void UnchangedContent_IsCheckedOnceADayByItsTag()
    {
        _gateway.Answer = (request, _) =>
        {
            bool isKnown = request.Headers.TryGetValues("If-None-Match", out IEnumerable<string>? tags) && tags.Single() == "W/\"1\"";
            HttpResponseMessage response = isKnown
                ? new HttpResponseMessage(HttpStatusCode.NotModified)
                : StubHandler.Json(HttpStatusCode.OK, CatalogGateway.Acme(1_000));
            response.Headers.TryAddWithoutValidation("ETag", "W/\"1\"");
            return Task.FromResult(response);
        };
        _gateway.Start(g => g.AddCatalog(Address));

        _gateway.Time.Advance(TimeSpan.FromHours(21));
        Assert.Single(_gateway.Http.Sent);
        _gateway.Time.Advance(TimeSpan.FromDays(9));

        Assert.InRange(_gateway.Http.Sent.Count, 9, 11);
        Assert.All(_gateway.Http.Sent.Skip(1), sent => Assert.Contains("If-None-Match: W/\"1\"", sent.Headers, StringComparison.Ordinal));
        Assert.Equal(["changed: 1 added"], _gateway.Events);
        Assert.Equal(1_000, _gateway.Context());
    }

    [Fact]
    public void ServerWithoutTags_IsAskedByItsTimeAndTheSameBytesAreNoChange()
    {
        _gateway.Answer = (_, _) =>
        {
            HttpResponseMessage response = StubHandler.Json(HttpStatusCode.OK, CatalogGateway.Acme(1_000));
            response.Content.Headers.LastModified = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
            return Task.FromResult(response);
        };
        _gateway.Start(g => g.AddCatalog(Address));
        _gateway.Time.Advance(TimeSpan.FromDays(2));

        Assert.Contains("If-Modified-Since: Thu, 01 Jan 2026", _gateway.Http.Sent[1].Headers, StringComparison.Ordinal);
        Assert.Equal(["changed: 1 added"], _gateway.Events);
    }

    [Theory]
    [InlineData("hQ9-proxy/credential+0042.xW")]
    [InlineData("hq9-proxy%2Fcredential%2B0042.xw")]
    [InlineData("s1gnature4711")]
    public void Failure_RepeatsNoSecret(string echoed)
    {
        _gateway.Answer = (_, _) => throw new InvalidOperationException($"refused {echoed}", new IOException($"sent {echoed}"));
        _gateway.Start(g => g.AddCatalog("https://catalog.example/models.json?sig=s1gnature4711",
            source => source.Headers["X-Proxy-Auth"] = "Bearer hQ9-proxy/credential+0042.xW"));
        _gateway.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Contains(_gateway.Events, static line => line.EndsWith(": refused [key]", StringComparison.Ordinal));
        Assert.All(_gateway.Log.All, line => Assert.DoesNotContain(echoed, line, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void TagThatNoHeaderCanCarry_IsNotSentBack()
    {
        _gateway.Answer = (_, _) =>
        {
            HttpResponseMessage response = StubHandler.Json(HttpStatusCode.OK, CatalogGateway.Acme(1_000));
            response.Headers.TryAddWithoutValidation("ETag", "\"é\"");
            return Task.FromResult(response);
        };
        _gateway.Start(g => g.AddCatalog(Address));
        _gateway.Time.Advance(TimeSpan.FromDays(2));

        Assert.All(_gateway.Http.Sent, sent => Assert.DoesNotContain("If-None-Match", sent.Headers, StringComparison.Ordinal));
    }

    [Fact]
    public void FailingServer_IsRetriedWithGrowingDelaysAndReportedOnce()
    {
        bool isDown = true;
        _gateway.Answer = (_, _) => isDown
            ? throw new HttpRequestException("refused")
            : Task.FromResult(StubHandler.Json(HttpStatusCode.OK, CatalogGateway.Acme(1_000)));
        _gateway.Start(g => g.AddCatalog(Address));

        _gateway.Time.Advance(TimeSpan.FromHours(1));
        Assert.InRange(_gateway.Http.Sent.Count, 5, 7);
        Assert.Equal(["failed: https://catalog.example/models.json: cannot be had: refused"], _gateway.Events);

        isDown = false;
        _gateway.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("changed: 1 added", _gateway.Events[^1]);
        Assert.DoesNotContain(_gateway.Log.All, line => line.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("status", "answered with status 500")]
    [InlineData("redirect", "answered with a redirect (status 302), which is not followed: set Location to where it leads")]
    [InlineData("length", "is larger than 32 MiB")]
    [InlineData("endless", "is larger than 32 MiB")]
    [InlineData("silent", "did not answer in full within 60 s")]
    [InlineData("empty", "")]
    [InlineData("html", "")]
    [InlineData("unasked", "answered with status 304")]
    public void Answer_ThatIsNoCatalogIsRejected(string what, string problem)
    {
        _gateway.Answer = async (_, token) =>
        {
            switch (what)
            {
                case "status": return new HttpResponseMessage(HttpStatusCode.InternalServerError);
                case "redirect": return new HttpResponseMessage(HttpStatusCode.Redirect) { Headers = { Location = new Uri("https://elsewhere.example") } };
                case "length":
                    HttpResponseMessage large = StubHandler.Json(HttpStatusCode.OK, "{}");
                    large.Content.Headers.ContentLength = CatalogLimits.FileBytes + 1L;
                    return large;
                case "endless":
                    FillerStream endless = new("["u8.ToArray(), new byte[64 * 1024]);
                    return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(endless) };
                case "silent":
                    await _gateway.Time.Delay(Timeout.InfiniteTimeSpan, token);
                    throw new InvalidOperationException();
                case "html":
                    return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>", Encoding.UTF8, "text/html") };
                case "unasked": return new HttpResponseMessage(HttpStatusCode.NotModified);
                default: return StubHandler.Json(HttpStatusCode.OK, "");
            }
        };
        _gateway.Start(g => g.AddCatalog(Address));
        _gateway.Time.Advance(TimeSpan.FromSeconds(62));

        string failure = Assert.Single(_gateway.Events);
        Assert.StartsWith("failed: https://catalog.example/models.json: " + problem, failure, StringComparison.Ordinal);
        Assert.Null(_gateway.Context());
    }

    [Fact]
    public void InvalidContent_KeepsTheLastGoodContentAndItsTag()
    {
        string content = CatalogGateway.Acme(1_000);
        _gateway.Answer = (_, _) =>
        {
            HttpResponseMessage response = StubHandler.Json(HttpStatusCode.OK, content);
            response.Headers.TryAddWithoutValidation("ETag", $"\"{content.Length}\"");
            return Task.FromResult(response);
        };
        _gateway.Start(g => g.AddCatalog(Address));
        _gateway.Time.Advance(TimeSpan.FromSeconds(1));
        string good = $"If-None-Match: \"{content.Length}\"";
        content = "{}";
        _gateway.Time.Advance(TimeSpan.FromDays(2));

        Assert.Equal(1_000, _gateway.Context());
        Assert.Equal(2, _gateway.Events.Count);
        Assert.Contains(good, _gateway.Http.Sent[^1].Headers, StringComparison.Ordinal);
    }

    [Fact]
    public void Headers_AreSentWithValuesOfTheEnvironment()
    {
        Environment.SetEnvironmentVariable("CATALOG_TEST_TOKEN", "Bearer abc");
        _gateway.Answer = (_, _) => Task.FromResult(StubHandler.Json(HttpStatusCode.OK, CatalogGateway.Acme(1_000)));
        _gateway.Start(g => g.AddCatalog(Address, source =>
        {
            source.Headers["Authorization"] = "env:CATALOG_TEST_TOKEN";
            source.Headers["X-Team"] = "search";
        }));
        _gateway.Time.Advance(TimeSpan.FromSeconds(1));

        string headers = Assert.Single(_gateway.Http.Sent).Headers;
        Assert.Contains("Authorization: Bearer abc", headers, StringComparison.Ordinal);
        Assert.Contains("X-Team: search", headers, StringComparison.Ordinal);
    }

    [Fact]
    public void HandlerException_IsAFailureButTheCallersCancellationIsNot()
    {
        _gateway.Answer = static (_, _) => throw new NotSupportedException("no ticket");
        _gateway.Start(g => g.AddCatalog(Address));

        CatalogException exception = Assert.Throws<CatalogException>(() => _gateway.Refresh());
        Assert.Equal("cannot be used: no ticket", exception.Problem);
        Assert.Equal(exception.Message, _gateway.Catalog.Sources[0].Failure);
        Assert.NotNull(_gateway.Catalog.Sources[0].CheckedAt);

        using CancellationTokenSource cancellation = new();
        _gateway.Answer = (_, token) =>
        {
            cancellation.Cancel();
            return Task.FromCanceled<HttpResponseMessage>(token);
        };
        Assert.ThrowsAny<OperationCanceledException>(() => _gateway.Time.Run(() => _gateway.Catalog.RefreshAsync(cancellation.Token)));
    }

    [Fact]
    public void Disposed_CancelsTheRequestAndIgnoresItsAnswer()
    {
        CancellationToken seen = default;
        TaskCompletionSource<HttpResponseMessage> answer = new();
        _gateway.Answer = (_, token) =>
        {
            seen = token;
            return answer.Task;
        };
        _gateway.Start(g => g.AddCatalog(Address));
        _gateway.Time.Advance(TimeSpan.FromSeconds(1));

        _gateway.Client.Dispose();
        Assert.True(seen.IsCancellationRequested);
        answer.SetResult(StubHandler.Json(HttpStatusCode.OK, CatalogGateway.Acme(1_000)));
        _gateway.Time.RunUntilIdle();

        Assert.Empty(_gateway.Events);
    }
}

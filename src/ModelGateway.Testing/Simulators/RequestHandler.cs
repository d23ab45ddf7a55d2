using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ModelGateway.Testing.Simulators;

/// <summary>Takes a request through the stages of a real service: arrival, key, rate limit, outage, validation, answer.</summary>
internal sealed class RequestHandler(SimulatorState state, CancellationToken stopping)
{
    private readonly IWireProtocol _protocol = state.Protocol;

    public async Task HandleAsync(HttpContext http)
    {
        state.Active.Enter();
        using CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        Exchange exchange = new(http, state, gone.Token, stopping);
        using CancellationTokenRegistration watch = http.RequestAborted.UnsafeRegister(static x => ((Exchange)x!).ClientLeft(), exchange);
        try
        {
            await AnswerAsync(http, exchange, gone.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && gone.IsCancellationRequested)
        {
            exchange.Abort();
        }
        catch (BadHttpRequestException)
        {
            // The body broke off: the client is gone.
            exchange.Abort();
        }
        finally
        {
            state.Active.Leave();
        }
    }

    private async Task AnswerAsync(HttpContext http, Exchange exchange, CancellationToken cancellationToken)
    {
        int number = state.NextRequestNumber();
        byte[] raw = await ReadAsync(http.Request, cancellationToken).ConfigureAwait(false);
        bool isJson = TryParse(raw, out JsonElement body);
        string? key = _protocol.KeyOf(http.Request, raw, state);
        state.Record(RequestRecorder.Record(http.Request, raw, body, key, state.Time.GetUtcNow()));
        if (_protocol.RequestId(number) is { } id)
        {
            http.Response.Headers[id.Key] = id.Value;
        }

        await exchange.PauseAsync(state.Latency).ConfigureAwait(false);
        if (!state.Accepts(key))
        {
            await exchange.SendAsync(_protocol.KeyRefused(key)).ConfigureAwait(false);
            return;
        }

        if (_protocol.IsModelList(http.Request))
        {
            await SendUnlessOutAsync(exchange, _protocol.ModelList(Models()), number).ConfigureAwait(false);
        }
        else if (isJson && _protocol.Embed(http.Request, body, [.. state.Options.Models]) is { } embeddings)
        {
            await EmbedAsync(http, exchange, embeddings, number).ConfigureAwait(false);
        }
        else if (_protocol.Route(http.Request, body) is not { } call)
        {
            await exchange.SendAsync(_protocol.UnknownPath(http.Request)).ConfigureAwait(false);
        }
        else if (!isJson || body.ValueKind != JsonValueKind.Object)
        {
            await exchange.SendAsync(_protocol.InvalidJson()).ConfigureAwait(false);
        }
        else
        {
            await ChatAsync(http, exchange, call, number).ConfigureAwait(false);
        }
    }

    // Only a fault that lasts befalls the listing of models.
    private async Task SendUnlessOutAsync(Exchange exchange, WireAnswer answer, int number)
    {
        if (state.Faults.Outage() is not { } outage)
        {
            await exchange.SendAsync(answer).ConfigureAwait(false);
        }
        else if (!await exchange.TryBreakAsync(outage).ConfigureAwait(false))
        {
            await exchange.SendAsync(_protocol.Refuse(outage, null, number)).ConfigureAwait(false);
        }
    }

    private async Task ChatAsync(HttpContext http, Exchange exchange, WireCall call, int number)
    {
        if (await IsRateLimitedAsync(http, exchange, call, number).ConfigureAwait(false))
        {
            return;
        }

        SimulatedFault? fault = state.Faults.Take();
        if (fault is { ActsOnBody: false })
        {
            await FailAsync(exchange, fault, call, number).ConfigureAwait(false);
            return;
        }

        if (Refusal(http, call, number) is { } refusal)
        {
            await exchange.SendAsync(refusal).ConfigureAwait(false);
            return;
        }

        SimulatedReply reply = state.NextReply(call);
        fault = reply.Fault ?? fault;
        if (fault is { ActsOnBody: false })
        {
            await FailAsync(exchange, fault, call, number).ConfigureAwait(false);
            return;
        }

        await ReplyAsync(exchange, state.Resolve(reply, call), fault, number).ConfigureAwait(false);
    }

    private async Task EmbedAsync(HttpContext http, Exchange exchange, WireAnswer answer, int number)
    {
        if (await IsRateLimitedAsync(http, exchange, null, number).ConfigureAwait(false))
        {
            return;
        }

        SimulatedFault? fault = state.Faults.Take();
        if (fault is { ActsOnBody: false })
        {
            await FailAsync(exchange, fault, null, number).ConfigureAwait(false);
        }
        else if (fault is { Kind: FaultKind.ErrorEvent })
        {
            await exchange.SendAsync(_protocol.Refuse(SimulatedFault.Overloaded(), null, number)).ConfigureAwait(false);
        }
        else
        {
            answer = fault is { Kind: FaultKind.Malformed } ? answer with { Body = answer.Body[..(answer.Body.Length / 2)] } : answer;
            await exchange.SendAsync(answer, fault).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsRateLimitedAsync(HttpContext http, Exchange exchange, WireCall? call, int number)
    {
        if (state.RateWindow?.Take() is not { } window)
        {
            return false;
        }

        foreach ((string name, string value) in _protocol.RateHeaders(window))
        {
            http.Response.Headers[name] = value;
        }

        if (!window.Admitted)
        {
            await exchange.SendAsync(_protocol.Refuse(SimulatedFault.RateLimited(window.ResetsIn), call, number)).ConfigureAwait(false);
        }

        return !window.Admitted;
    }

    private async Task FailAsync(Exchange exchange, SimulatedFault fault, WireCall? call, int number)
    {
        if (!await exchange.TryBreakAsync(fault).ConfigureAwait(false))
        {
            await exchange.SendAsync(_protocol.Refuse(fault, call, number)).ConfigureAwait(false);
        }
    }

    private WireAnswer? Refusal(HttpContext http, WireCall call, int number)
    {
        if (Invalid(http, call) is { } invalid)
        {
            return invalid;
        }

        if (state.Options.Models.Count > 0 && !state.Options.Models.Contains(call.Model ?? string.Empty))
        {
            return _protocol.Refuse(SimulatedFault.ModelNotFound(), call, number);
        }

        return state.Options.ContextWindow is { } window && TokenCount.OfRequest(call.Body) is long tokens && tokens > window
            ? _protocol.Refuse(SimulatedFault.ContextTooLong(tokens, window), call, number)
            : null;
    }

    private WireAnswer? Invalid(HttpContext http, WireCall call)
    {
        try
        {
            return _protocol.Validate(call, http.Request, state.Signatures, state.Options);
        }
        catch (InvalidOperationException)
        {
            // JSON of a wrong type where the checks look for another.
            return _protocol.InvalidJson();
        }
    }

    private async Task ReplyAsync(Exchange exchange, WireReply reply, SimulatedFault? fault, int number)
    {
        if (reply.Call.Streaming)
        {
            List<byte[]> events = [.. _protocol.Stream(reply)];
            SpoilEvents(events, fault, reply.Call);
            await exchange.StreamAsync(events, _protocol.StreamContentType, fault, state.ChunkInterval).ConfigureAwait(false);
        }
        else if (fault is { Kind: FaultKind.ErrorEvent })
        {
            await exchange.SendAsync(_protocol.Refuse(SimulatedFault.Overloaded(), reply.Call, number)).ConfigureAwait(false);
        }
        else
        {
            byte[] body = _protocol.Unary(reply);
            body = fault is { Kind: FaultKind.Malformed } ? body[..(body.Length / 2)] : body;
            await exchange.SendAsync(new(200, body, _protocol.JsonContentType), fault).ConfigureAwait(false);
        }
    }

    private void SpoilEvents(List<byte[]> events, SimulatedFault? fault, WireCall call)
    {
        int at = (int)Math.Min(fault?.Count ?? 0, events.Count);
        if (fault is { Kind: FaultKind.Malformed })
        {
            events.Insert(at, _protocol.MalformedEvent(call));
        }
        else if (fault is { Kind: FaultKind.ErrorEvent })
        {
            events.RemoveRange(at, events.Count - at);
            events.Add(_protocol.ErrorEvent(call));
        }
    }

    private IReadOnlyList<string> Models() => state.Options.Models.Count > 0 ? [.. state.Options.Models] : [_protocol.DefaultModel];

    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using MemoryStream body = new();
        await request.Body.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
        return body.ToArray();
    }

    private static bool TryParse(byte[] raw, out JsonElement body)
    {
        try
        {
            body = JsonElement.Parse(raw);
            return true;
        }
        catch (JsonException)
        {
            body = default;
            return false;
        }
    }
}

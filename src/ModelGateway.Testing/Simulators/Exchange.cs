using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ModelGateway.Testing.Simulators;

/// <summary>The exchange of one request: sends the answer, and cuts, stalls or drops it.</summary>
internal sealed class Exchange(HttpContext http, SimulatorState state, CancellationToken gone, CancellationToken stopping)
{
    private long _sent;
    private volatile bool _over;

    /// <summary>The client disconnected before it had the whole answer.</summary>
    public void ClientLeft()
    {
        if (!_over && !stopping.IsCancellationRequested)
        {
            _over = true;
            state.Disconnected.Add();
        }
    }

    public void Abort()
    {
        _over = true;
        http.Abort();
    }

    public async Task PauseAsync(TimeSpan duration)
    {
        if (duration <= TimeSpan.Zero)
        {
            return;
        }

        Task pause = Task.Delay(duration, state.Time, gone);
        state.Paused.Add();
        await pause.ConfigureAwait(false);
    }

    /// <summary>Applies a fault without an answer.</summary>
    public async Task<bool> TryBreakAsync(SimulatedFault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.DropConnection:
                Abort();
                return true;
            case FaultKind.NeverAnswer:
                await StandStillAsync(fault).ConfigureAwait(false);
                return true;
            default:
                return false;
        }
    }

    public async Task SendAsync(WireAnswer answer, SimulatedFault? fault = null)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.ContentType;
        foreach ((string name, string value) in answer.Headers)
        {
            http.Response.Headers[name] = value;
        }

        if (fault is not { Kind: FaultKind.Cut, Abort: false })
        {
            http.Response.Headers.ContentLength = answer.Body.Length;
        }

        await WriteAsync(answer.Body, fault, isLast: true).ConfigureAwait(false);
    }

    public async Task StreamAsync(List<byte[]> events, string contentType, SimulatedFault? fault, TimeSpan interval)
    {
        http.Response.ContentType = contentType;
        http.Response.Headers.CacheControl = "no-cache";
        for (int i = 0; i < events.Count; i++)
        {
            if (i > 0)
            {
                await PauseAsync(interval).ConfigureAwait(false);
            }

            if (!await WriteAsync(events[i], fault, isLast: i == events.Count - 1).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    private async Task<bool> WriteAsync(byte[] bytes, SimulatedFault? fault, bool isLast)
    {
        bool stalls = fault is { Kind: FaultKind.Stall };
        bool limited = stalls || fault is { Kind: FaultKind.Cut };
        long room = limited ? fault!.Count - _sent : long.MaxValue;
        bool stops = room < bytes.Length || (stalls && isLast);
        int length = (int)Math.Min(room, bytes.Length);

        // After the last write, a client that disconnects has the whole answer.
        _over |= isLast && !stops;
        await http.Response.Body.WriteAsync(bytes.AsMemory(0, length), gone).ConfigureAwait(false);
        await http.Response.Body.FlushAsync(gone).ConfigureAwait(false);
        _sent += length;
        if (!stops)
        {
            return true;
        }

        if (stalls)
        {
            await StandStillAsync(fault!).ConfigureAwait(false);
        }
        else if (fault!.Abort)
        {
            await TearAsync().ConfigureAwait(false);
        }
        else
        {
            _over = true;
        }

        return false;
    }

    /// <summary>Closes the connection within a response. A reset could overtake the bytes that were sent, so it is not used.</summary>
    private async Task TearAsync()
    {
        _over = true;
        await http.Features.GetRequiredFeature<IConnectionTransportFeature>().Transport.Output.CompleteAsync().ConfigureAwait(false);
        await WhenGoneAsync().ConfigureAwait(false);
        http.Abort();
    }

    private async Task StandStillAsync(SimulatedFault fault)
    {
        fault.MarkStalled();
        state.Stalled.Add();
        await WhenGoneAsync().ConfigureAwait(false);
        Abort();
    }

    private async Task WhenGoneAsync()
    {
        TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = gone.UnsafeRegister(static x => ((TaskCompletionSource)x!).TrySetResult(), left);
        await left.Task.ConfigureAwait(false);
    }
}

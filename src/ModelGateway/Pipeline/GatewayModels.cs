using ModelGateway.Configuration;
using ModelGateway.Exceptions;
using ModelGateway.Failures;
using ModelGateway.Keys;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Protocols;
using ModelGateway.Providers.Http;
using ModelGateway.Resilience;

namespace ModelGateway;

/// <summary>Asks providers which models they serve.</summary>
public sealed class GatewayModels
{
    // A server that never comes to its last page must not hold the caller or fill the memory.
    private const int MaxPages = 100;

    // Many times what the largest aggregator lists.
    private const int MaxModels = 100_000;
    private readonly GatewayRuntime _runtime;

    internal GatewayModels(GatewayRuntime runtime)
    {
        _runtime = runtime;
    }

    /// <summary>
    /// Lists the models that a provider offers to the first of its keys that it accepts. Nothing is cached, and nothing is booked: lists
    /// are free.
    /// </summary>
    /// <param name="provider">The provider's name, as configured.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The models, in the provider's order.</returns>
    /// <exception cref="NoRouteException">There is no such provider; the nearest names are suggested.</exception>
    /// <exception cref="ProviderException">The provider has no list, or did not give it.</exception>
    public async Task<IReadOnlyList<DiscoveredModel>> ListAsync(string provider, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(provider);
        cancellationToken.ThrowIfCancellationRequested();
        GatewaySnapshot snapshot = _runtime.LeaseSnapshot();
        try
        {
            return await ListAsync(snapshot, Find(snapshot, provider), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _runtime.Return(snapshot);
        }
    }

    private async Task<IReadOnlyList<DiscoveredModel>> ListAsync(
        GatewaySnapshot snapshot, ProviderRuntime provider, CancellationToken cancellationToken)
    {
        if (provider.Client is not HttpModelClient { ListsModels: true } client)
        {
            throw new ProviderException(new ProviderFailure(
                FailureKind.Unsupported, $"The provider '{provider.Name}' ({provider.Options.Type}) has no list of models."));
        }

        // The list has a pool like a deployment of its own: where the list is rate limited, the models need not be.
        LiveDeployment live = _runtime.State.Deployment($"{provider.Name}/");
        KeyPool keys = provider.Keys.For(live.Key, live.Whole);
        GatewayTimeoutOptions timeouts = provider.Options.Timeouts?.Over(snapshot.Timeouts) ?? snapshot.Timeouts;
        ulong tried = 0;
        ProviderException? refused = null;
        while (true)
        {
            long now = _runtime.Time.GetTimestamp();
            KeyMoment at = new(_runtime.Time, now) { Tried = tried };

            // A refused key is probed; a list that is rate limited can wait.
            if (!keys.TryLease(at, out KeyLease key, out KeyRest rest)
                && (rest.Cause is { Kind: FailureKind.RateLimited } || !keys.TryLease(at with { IsLast = true }, out key, out rest)))
            {
                throw refused ?? NoKey(provider.Name, rest);
            }

            try
            {
                IReadOnlyList<DiscoveredModel> models =
                    await ReadAsync(client, provider.Name, key, timeouts, cancellationToken).ConfigureAwait(false);
                keys.OnAnswer(key, now);
                return models;
            }
            catch (OperationCanceledException)
            {
                keys.Release(key);
                throw;
            }
            catch (ProviderException exception)
            {
                keys.Report(key, exception.Failure, now, at with { Now = _runtime.Time.GetTimestamp() });
                tried |= KeyPool.Bit(key.Index);
                if (key.Index is < 0 or >= 64
                    || FailurePolicy.Respond(exception.Kind, failOverWhenRefused: false) != FailureResponse.OtherKey)
                {
                    throw;
                }

                refused = exception;
            }
        }
    }

    private async Task<IReadOnlyList<DiscoveredModel>> ReadAsync(
        HttpModelClient client, string provider, KeyLease key, GatewayTimeoutOptions timeouts, CancellationToken cancellationToken)
    {
        List<DiscoveredModel> models = [];
        string? token = null;
        for (int page = 0; page < MaxPages; page++)
        {
            CallTransport transport = new() { Secret = key.Key?.Secret, Timeouts = timeouts };
            using AttemptClock clock = new(_runtime.Time, timeouts, _runtime.Time.GetTimestamp(), streaming: false, cancellationToken);
            string? next;
            try
            {
                next = await client.GetModelsAsync(token, models, transport, clock.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw Failed(
                    new ExceptionMask(client.MaskFor(transport.Secret)).Apply(exception), provider, timeouts, clock);
            }

            if (models.Count > MaxModels)
            {
                throw new ProviderException(new ProviderFailure(
                    FailureKind.Malformed, $"The list of models of '{provider}' has more than {MaxModels} models."));
            }

            if (next is null || next == token)
            {
                return models;
            }

            token = next;
        }

        throw new ProviderException(new ProviderFailure(
            FailureKind.Malformed, $"The list of models of '{provider}' does not end within {MaxPages} pages."));
    }

    private static ProviderException Failed(Exception exception, string provider, GatewayTimeoutOptions timeouts, AttemptClock clock) =>
        clock.Expired is { } expired ? new ProviderException(
                new ProviderFailure(
                    FailureKind.Timeout,
                    $"'{provider}' took more than {AttemptClock.LimitOf(timeouts, expired)?.TotalSeconds:0.###} s to list its models "
                    + $"(Timeouts:{(expired == AttemptClock.Response ? "Response" : "Total")})."),
                exception)
            : exception as ProviderException ?? new ProviderException(ExceptionClassifier.Classify(exception), exception);

    private static ProviderException NoKey(string provider, KeyRest rest)
    {
        string cause = rest.Cause is { } failure ? $", as it was refused: {failure.Message}" : ".";
        return new ProviderException(new ProviderFailure(
            rest.Cause?.Kind ?? FailureKind.Unauthorized, $"Every key of '{provider}' (Providers:{provider}:Keys) rests{cause}")
        {
            StatusCode = rest.Cause?.StatusCode,
            RetryAfter = rest.Left > TimeSpan.Zero && rest.Left < TimeSpan.MaxValue ? rest.Left : null,
        });
    }

    private static ProviderRuntime Find(GatewaySnapshot snapshot, string name)
    {
        foreach (ProviderRuntime provider in snapshot.Providers)
        {
            if (provider.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return provider;
            }
        }

        IReadOnlyList<string> nearest = NearestNames.Find(name, snapshot.Providers.Select(provider => provider.Name));
        throw new NoRouteException($"'{name}' is no provider.{NearestNames.DidYouMean(nearest)}", name) { Suggestions = nearest };
    }
}

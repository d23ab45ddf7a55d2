using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ModelGateway.Configuration;
using ModelGateway.Failures;
using ModelGateway.Negotiation;
using ModelGateway.Requests;
using ModelGateway.Routing;

namespace ModelGateway.Pipeline;

/// <summary>
/// The one path of every request, in order: Validation → Scope → Receipt → Requirements → Negotiation →
/// Routing → AttemptRunner → ResponseFactory. The package's README
/// shows it, and a test holds the two together.
/// </summary>
internal sealed class GatewayPipeline(GatewayRuntime runtime)
{
    /// <summary>The stages that run when the method is called: argument errors are thrown at once, and the scope is the caller's.</summary>
    public ChatIntake Accept(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        GatewayRequestOptions settings = GatewayRequestOptions.From(options);
        IReadOnlyList<ChatMessage> validated = Validation(messages, options, settings);
        return new ChatIntake(validated, options, settings, Scope(settings));
    }

    /// <summary>The same for texts to embed.</summary>
    public EmbeddingIntake Accept(IEnumerable<string> values, EmbeddingGenerationOptions? options)
    {
        GatewayRequestOptions settings = GatewayRequestOptions.From(options);
        string[] validated = Validation(values, options, settings);
        return new EmbeddingIntake(validated, options, settings, Scope(settings));
    }

    public async Task<ChatResponse> RunAsync(ChatIntake intake, CancellationToken cancellationToken)
    {
        GatewayRequest request = Receipt(intake.Settings, OperationKind.Chat, intake.Options?.ModelId, cancellationToken);
        ChatRequest chat = Requirements(request, intake);
        bool streamUpstream = intake.Settings.StreamUpstream ?? request.Snapshot.Options.StreamUpstream;
        IOperation<ChatResponse> operation = streamUpstream ? new ChatCoalesceOperation(chat) : new ChatOperation(chat);
        RoutePlan plan = Routing(request, Negotiation(request, chat, operation.Streaming), operation.Streaming);
        ChatResponse response = await AttemptRunner.RunAsync(request, operation, plan).ConfigureAwait(false);
        request.Close(AttemptOutcome.Completed);
        return ResponseFactory.Response(response, request);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(ChatIntake intake, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        GatewayRequest request = Receipt(intake.Settings, OperationKind.Chat, intake.Options?.ModelId, cancellationToken);
        ChatRequest chat = Requirements(request, intake);
        RoutePlan plan = Routing(request, Negotiation(request, chat, streaming: true), streaming: true);
        CommittedStream stream = await AttemptRunner.RunAsync(request, new ChatStreamOperation(chat), plan).ConfigureAwait(false);
        try
        {
            while (await stream.NextAsync().ConfigureAwait(false) is { } update)
            {
                yield return ResponseFactory.Update(update, stream.Deployment);
            }

            yield return ResponseFactory.Last(stream, request);
        }
        finally
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Nothing to embed costs nothing: there is no request.</summary>
    public async Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(EmbeddingIntake intake, CancellationToken cancellationToken)
    {
        if (intake.Inputs.Length == 0)
        {
            return [];
        }

        GatewayRequest request = Receipt(intake.Settings, OperationKind.Embeddings, intake.Options?.ModelId, cancellationToken);
        EmbeddingRequest embedding = Requirements(request, intake);
        while (embedding.Next() is { } batch)
        {
            RoutePlan plan = Routing(request, Negotiation(request, embedding), streaming: false);
            embedding.Add(await AttemptRunner.RunAsync(request, batch, plan).ConfigureAwait(false));
        }

        request.Close(AttemptOutcome.Completed);
        return ResponseFactory.Embeddings(embedding, request);
    }

    private static IReadOnlyList<ChatMessage> Validation(
        IEnumerable<ChatMessage> messages, ChatOptions? options, GatewayRequestOptions settings) =>
        RequestValidator.Check(messages, options, settings);

    private static string[] Validation(IEnumerable<string> values, EmbeddingGenerationOptions? options, GatewayRequestOptions settings) =>
        RequestValidator.Check(values, options, settings);

    private static EmbeddingRequest Requirements(GatewayRequest request, in EmbeddingIntake intake)
    {
        try
        {
            request.SetScope(intake.Scope);
            request.CallerToken.ThrowIfCancellationRequested();
            Route route = RouteResolver.Resolve(request.Snapshot, intake.Settings, intake.Options?.ModelId);
            request.SetRoute(route, isPinned: false);

            // Vectors of a successor are of another kind: what may not fail over to it does not give way to it either.
            route = route.FailOverBetweenEmbeddingModels ? request.ApplyRetirements(route) : route;
            Route comparable = EmbeddingRoutes.Of(route, intake.Options?.Dimensions, request.Receipt);
            request.SetRoute(comparable, isPinned: false);
            return new EmbeddingRequest(request, comparable, intake);
        }
        catch (Exception exception)
        {
            request.CloseAfter(exception);
            throw;
        }
    }

    private static ChatRequest Requirements(GatewayRequest request, in ChatIntake intake)
    {
        try
        {
            request.SetScope(intake.Scope);
            request.CallerToken.ThrowIfCancellationRequested();
            (Route route, bool isPinned, ChatOptions? options) = RouteResolver.Resolve(request.Snapshot, intake.Settings, intake.Messages, intake.Options);
            request.SetRoute(isPinned ? route : request.ApplyRetirements(route), isPinned);
            return new ChatRequest(ToolCallDelta.Without(intake.Messages), options, intake.Settings, request.Runtime.TokenCounters);
        }
        catch (Exception exception)
        {
            request.CloseAfter(exception);
            throw;
        }
    }

    private static Candidates Negotiation(GatewayRequest request, ChatRequest chat, bool streaming)
    {
        try
        {
            return Negotiator.Negotiate(request, Negotiator.Needs(request.Route, request.Settings, chat, streaming));
        }
        catch (Exception exception)
        {
            request.CloseAfter(exception);
            throw;
        }
    }

    private static Candidates Negotiation(GatewayRequest request, EmbeddingRequest embedding)
    {
        try
        {
            return Negotiator.Negotiate(request, embedding.Needs());
        }
        catch (Exception exception)
        {
            request.CloseAfter(exception);
            throw;
        }
    }

    private static RoutePlan Routing(GatewayRequest request, in Candidates candidates, bool streaming)
    {
        try
        {
            return new Router(request.Route, request.Scope, streaming, request.Runtime.Scheduler.NextDouble()).Plan(candidates);
        }
        catch (Exception exception)
        {
            request.CloseAfter(exception);
            throw;
        }
    }

    private GatewayScope Scope(GatewayRequestOptions settings) => runtime.Scopes.Resolve(settings.Scope);

    private GatewayRequest Receipt(GatewayRequestOptions settings, OperationKind operation, string? requestedModel, CancellationToken cancellationToken)
    {
        runtime.Enter();
        GatewaySnapshot snapshot;
        try
        {
            snapshot = runtime.Snapshots.Lease();
        }
        catch
        {
            runtime.Exit();
            throw;
        }

        return new GatewayRequest(runtime, snapshot, settings, operation, requestedModel, cancellationToken);
    }
}

using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ModelGateway.Negotiation;
using ModelGateway.Pipeline.Attempts;
using ModelGateway.Pipeline.Chat;
using ModelGateway.Pipeline.Embeddings;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Requests;
using ModelGateway.Routing;

namespace ModelGateway.Pipeline;

/// <summary>
/// The one path of every request, chat or embeddings: Validation → Scope at the call, then Receipt → Requirements → Negotiation →
/// Routing → AttemptRunner → Response. The READMEs show it, and a test holds the two together.
/// </summary>
internal sealed class GatewayPipeline(GatewayRuntime runtime)
{
    /// <summary>Answers a chat in one piece. Argument errors are thrown at once.</summary>
    public Task<ChatResponse> AnswerAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken) =>
        RunAsync(new ChatResponseOperation(Accept(messages, options)), cancellationToken).AsTask();

    /// <summary>Answers a chat as a stream. Argument errors are thrown at once; each enumeration is a request of its own.</summary>
    public IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken) =>
        StreamAsync(Accept(messages, options), cancellationToken);

    /// <summary>Embeds texts. If there are none, there is no request.</summary>
    public Task<GeneratedEmbeddings<Embedding<float>>> EmbedAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options, CancellationToken cancellationToken)
    {
        EmbeddingIntake intake = Accept(values, options);
        return intake.Inputs.Length == 0
            ? Task.FromResult<GeneratedEmbeddings<Embedding<float>>>([])
            : RunAsync(new EmbeddingOperation(intake), cancellationToken).AsTask();
    }

    public RouteExplanation Explain(IEnumerable<ChatMessage> messages, ChatOptions? options) =>
        Explain(new ChatResponseOperation(Accept(messages, options)));

    public RouteExplanation Explain(IEnumerable<string> values, EmbeddingGenerationOptions? options) =>
        Explain(new EmbeddingOperation(Accept(values, options)));

    /// <summary>The stages that run when the method is called: argument errors are thrown at once, and the scope is the caller's.</summary>
    private ChatIntake Accept(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        GatewayRequestOptions settings = GatewayRequestOptions.From(options);
        IReadOnlyList<ChatMessage> validated = RequestValidator.Check(messages, options, settings);
        return new ChatIntake(validated, options, settings, runtime.Scopes.Resolve(settings.Scope));
    }

    /// <summary>The same for texts to embed.</summary>
    private EmbeddingIntake Accept(IEnumerable<string> values, EmbeddingGenerationOptions? options)
    {
        GatewayRequestOptions settings = GatewayRequestOptions.From(options);
        string[] validated = RequestValidator.Check(values, options, settings);
        return new EmbeddingIntake(validated, options, settings, runtime.Scopes.Resolve(settings.Scope));
    }

    /// <summary>Runs an operation through every stage, and closes its request on every way out.</summary>
    public async ValueTask<TResult> RunAsync<TAnswer, TResult>(
        IGatewayOperation<TAnswer, TResult> operation, CancellationToken cancellationToken)
    {
        GatewayRequest request = GatewayRequest.Open(runtime, operation, cancellationToken);
        try
        {
            request.ResolveRequirements();
            TAnswer answer;
            do
            {
                using RoutePlan plan = Route(request, Negotiate(request));
                answer = await new AttemptRunner<TAnswer>(request, operation, plan).RunAsync().ConfigureAwait(false);
            }
            while (operation.BeginNextPart(request, answer));
            return operation.Finish(request, answer);
        }
        catch (Exception exception)
        {
            // The only place that ends a request by an exception. A request that became a stream is ended by its CommittedStream.
            request.CloseAfter(exception);
            throw;
        }
    }

    private async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        ChatIntake intake, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CommittedStream stream = await RunAsync(new ChatStreamOperation(intake), cancellationToken).ConfigureAwait(false);
        try
        {
            while (await stream.NextAsync().ConfigureAwait(false) is { } update)
            {
                yield return ResponseFactory.Update(update, stream.Deployment);
            }

            yield return ResponseFactory.Last(stream.MessageId, stream.ResponseId, stream.Receipt);
        }
        finally
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The same stages up to the plan, on a request that holds nothing and changes no state.</summary>
    public RouteExplanation Explain(IOperation operation)
    {
        GatewayRequest request = GatewayRequest.Preview(runtime, operation);
        try
        {
            request.ResolveRequirements();
            RequestNeeds needs = operation.Needs(request.Route);
            using RoutePlan plan = Route(request, new Negotiator(request, in needs).Compare());
            return new Explainer(request, needs).Explain(plan);
        }
        finally
        {
            request.Discard();
        }
    }

    private static Candidates Negotiate(GatewayRequest request)
    {
        RequestNeeds needs = request.Operation.Needs(request.Route);
        return new Negotiator(request, in needs).Negotiate();
    }

    private static RoutePlan Route(GatewayRequest request, in Candidates candidates) =>
        new Router(request.Route, request.Scope, request.Operation.Streaming, request.Draw()).Plan(candidates);
}

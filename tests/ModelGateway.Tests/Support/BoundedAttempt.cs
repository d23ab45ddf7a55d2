using ModelGateway.Protocols;
using ModelGateway.Protocols.Streaming;

namespace ModelGateway.Tests.Support;

/// <summary>An attempt that allows an answer only so many bytes.</summary>
internal sealed class BoundedAttempt(int maxAnswerBytes) : IAttemptIdentity
{
    public string Id => "t1";

    public AnswerLimits Limits { get; } = new(maxAnswerBytes, EventBudget.Unlimited);

    public static ChatCall Call(int maxAnswerBytes) => new()
    {
        Messages = [new(Microsoft.Extensions.AI.ChatRole.User, "hi")],
        ModelId = "test-model",
        Streaming = true,
        Attempt = new BoundedAttempt(maxAnswerBytes),
    };
}

using Microsoft.Extensions.AI;

namespace ModelGateway.Pipeline.Chat;

/// <summary>A valid request and its scope, as they were when the method was called.</summary>
internal readonly record struct ChatIntake(
    IReadOnlyList<ChatMessage> Messages, ChatOptions? Options, GatewayRequestOptions Settings, GatewayScope Scope);

using ModelGateway.Capabilities;
using ModelGateway.Catalog.Rules;

namespace ModelGateway.Negotiation;

/// <summary>What a model's rules say about one request.</summary>
internal readonly struct RuleVerdict
{
    /// <summary>The interface that the request goes to.</summary>
    public ProviderApi Api { get; init; }

    /// <summary>The effort to send; <see cref="EffortWord.Unset"/> for none.</summary>
    public EffortWord Effort { get; init; }

    /// <summary>
    /// Whether the rules say which efforts the model takes, or replaced the one that the request asks for. Otherwise the request's own is
    /// sent in the protocol's words.
    /// </summary>
    public bool DecidesEffort { get; init; }

    /// <summary>What the model lacks for this request.</summary>
    public CapabilityFlags Lacks { get; init; }

    /// <summary>The options that are left out.</summary>
    public CapabilityFlags LeavesOut { get; init; }

    /// <summary>The rule that moved the request to <see cref="Api"/>; null where none did.</summary>
    public CompiledRule? MovedBy { get; init; }

    /// <summary>The rule that would have moved the request, which had to stay; null where there is none.</summary>
    public CompiledRule? HeldBy { get; init; }

    /// <summary>The option for which it had to stay, which only Chat Completions has; null where there is none.</summary>
    public string? HeldFor { get; init; }

    /// <summary>Whether the request stays at Responses because its function calls came from there.</summary>
    public bool ContinuesLoop { get; init; }
}

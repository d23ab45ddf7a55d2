using ModelGateway.Capabilities;

namespace ModelGateway.Negotiation;

/// <summary>
/// Everything that one request needs: what the request or its route requires by name, and what is inferred from the request.
/// </summary>
internal readonly struct RequestNeeds
{
    /// <summary>The tokens of output to reserve where a request sets no limit. A shorter answer is no answer.</summary>
    public const int LeastOutput = 16;

    /// <summary>What the answer depends on, inferred from the request.</summary>
    public CapabilityFlags Essential { get; init; }

    /// <summary>The options that a provider may leave out.</summary>
    public CapabilityFlags Optional { get; init; }

    /// <summary>What is required by name.</summary>
    public RequirementSet Asked { get; init; }

    /// <summary>The request's preferences.</summary>
    public IReadOnlyList<CapabilityPreference> Prefer { get; init; }

    /// <summary>
    /// An upper bound of the input's tokens, computed from lengths alone. A candidate with room for so many needs no estimate.
    /// </summary>
    public long InputAtMost { get; init; }

    /// <summary>Estimates the input's tokens; null where there is no input.</summary>
    public IInputSize? Input { get; init; }

    /// <summary>The limit of the answer, in tokens; 0 where the request sets none.</summary>
    public int Output { get; init; }

    /// <summary>The length of the vectors; 0 for any.</summary>
    public int Dimensions { get; init; }

    /// <summary>What the rules of models look at; empty where no candidate has rules that the request may touch.</summary>
    public RequestTraits Traits { get; init; }

    /// <summary>An upper bound of the tokens that the request takes of a context window.</summary>
    public long WindowAtMost => InputAtMost + (Output > 0 ? Output : LeastOutput);

    /// <summary>All lengths of vectors that are asked for, by the request's option and by name.</summary>
    public IEnumerable<long> AllDimensions => Dimensions > 0 ? Asked.Dimensions.Prepend(Dimensions).Distinct() : Asked.Dimensions;

    /// <summary>The same needs with another source of sizes, to keep them without the request itself.</summary>
    public RequestNeeds WithInput(IInputSize? input) => new()
    {
        Essential = Essential,
        Optional = Optional,
        Asked = Asked,
        Prefer = Prefer,
        InputAtMost = InputAtMost,
        Input = input,
        Output = Output,
        Dimensions = Dimensions,
        Traits = Traits,
    };
}

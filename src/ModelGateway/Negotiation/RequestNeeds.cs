using ModelGateway.Capabilities;

namespace ModelGateway.Negotiation;

/// <summary>All that one request needs: what is asked by name, by the request or its route, and what the request itself shows.</summary>
internal readonly struct RequestNeeds
{
    /// <summary>What an answer depends on, as the request shows it.</summary>
    public CapabilityFlags Essential { get; init; }

    /// <summary>The options that a provider may leave out.</summary>
    public CapabilityFlags Optional { get; init; }

    /// <summary>What is asked by name.</summary>
    public RequirementSet Asked { get; init; }

    /// <summary>What the request would rather have.</summary>
    public IReadOnlyList<CapabilityPreference> Prefer { get; init; }

    /// <summary>More tokens than the input has, told from lengths alone: what has room for as many is not measured.</summary>
    public long InputAtMost { get; init; }

    /// <summary>MeasureFlags the input; null where there is none.</summary>
    public IInputSize? Input { get; init; }

    /// <summary>The limit of the answer, in tokens; 0 where the request sets none.</summary>
    public int Output { get; init; }

    /// <summary>The length of the vectors; 0 for any.</summary>
    public int Dimensions { get; init; }

    /// <summary>The same, keeping nothing of the request itself.</summary>
    /// <param name="input">The sizes that matter.</param>
    public RequestNeeds Without(IInputSize? input) => new()
    {
        Essential = Essential,
        Optional = Optional,
        Asked = Asked,
        Prefer = Prefer,
        InputAtMost = InputAtMost,
        Input = input,
        Output = Output,
        Dimensions = Dimensions,
    };
}

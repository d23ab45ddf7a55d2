using System.Globalization;
using ModelGateway.Capabilities;

namespace ModelGateway;

/// <summary>
/// A feature that a request may need and a deployment may have. Some are present or absent, such as <see cref="Tools"/>; others have an
/// amount, such as <see cref="Context"/>. Configuration uses their names: <c>tools</c>, <c>json-schema</c>, <c>context:128k</c>,
/// <c>region:eu</c>.
/// </summary>
public readonly record struct Capability
{
    private readonly string? _text;

    internal Capability(CapabilityFlags flag)
    {
        Flag = flag;
    }

    private Capability(CapabilityKind kind, long amount, string? text = null)
    {
        Kind = kind;
        Amount = amount;
        _text = text;
    }

    /// <summary>Functions that the model may call: <c>tools</c>.</summary>
    public static Capability Tools => new(CapabilityFlags.Tools);

    /// <summary>Forcing the model to call a function, any or a given one: <c>forced-tools</c>.</summary>
    public static Capability ForcedTools => new(CapabilityFlags.ForcedTools);

    /// <summary>Several calls in one answer: <c>parallel-tools</c>.</summary>
    public static Capability ParallelTools => new(CapabilityFlags.ParallelTools);

    /// <summary>Function arguments that are guaranteed to conform to the function's schema: <c>strict-tools</c>.</summary>
    public static Capability StrictTools => new(CapabilityFlags.StrictTools);

    /// <summary>Answers that are a JSON object of any shape: <c>json-object</c>.</summary>
    public static Capability JsonObject => new(CapabilityFlags.JsonObject);

    /// <summary>Answers that conform to a given JSON schema (structured output): <c>json-schema</c>.</summary>
    public static Capability JsonSchema => new(CapabilityFlags.JsonSchema);

    /// <summary>Images in the answer: <c>image-output</c>.</summary>
    public static Capability ImageOutput => new(CapabilityFlags.ImageOutput);

    /// <summary>Speech in the answer: <c>audio-output</c>.</summary>
    public static Capability AudioOutput => new(CapabilityFlags.AudioOutput);

    /// <summary>Answers that are streamed while they are generated: <c>streaming</c>.</summary>
    public static Capability Streaming => new(CapabilityFlags.Streaming);

    /// <summary>The probabilities of an answer's tokens: <c>log-probs</c>.</summary>
    public static Capability LogProbs => new(CapabilityFlags.LogProbs);

    /// <summary>Images in the input: <c>image-input</c>.</summary>
    public static Capability ImageInput => new(CapabilityFlags.ImageInput);

    /// <summary>Audio in the input: <c>audio-input</c>.</summary>
    public static Capability AudioInput => new(CapabilityFlags.AudioInput);

    /// <summary>Video in the input: <c>video-input</c>.</summary>
    public static Capability VideoInput => new(CapabilityFlags.VideoInput);

    /// <summary>Documents such as PDF files in the input: <c>file-input</c>.</summary>
    public static Capability FileInput => new(CapabilityFlags.FileInput);

    /// <summary>Instructions that are separate from the user's messages: <c>system-prompt</c>.</summary>
    public static Capability SystemPrompt => new(CapabilityFlags.SystemPrompt);

    /// <summary>Continuing an answer that the request begins with a last message of the assistant: <c>prefill</c>.</summary>
    public static Capability Prefill => new(CapabilityFlags.Prefill);

    /// <summary>Reasoning before the answer: <c>reasoning</c>.</summary>
    public static Capability Reasoning => new(CapabilityFlags.Reasoning);

    /// <summary>A seed for reproducible answers: <c>seed</c>.</summary>
    public static Capability Seed => new(CapabilityFlags.Seed);

    /// <summary>Temperature and top-p: <c>sampling</c>. Some reasoning models reject them.</summary>
    public static Capability Sampling => new(CapabilityFlags.Sampling);

    /// <summary>Sampling among the k most probable tokens: <c>top-k</c>.</summary>
    public static Capability TopK => new(CapabilityFlags.TopK);

    /// <summary>Penalties on frequency and presence: <c>penalties</c>.</summary>
    public static Capability Penalties => new(CapabilityFlags.Penalties);

    /// <summary>Texts at which the answer stops: <c>stop-sequences</c>.</summary>
    public static Capability StopSequences => new(CapabilityFlags.StopSequences);

    /// <summary>A lower price for prompts that repeat: <c>prompt-caching</c>.</summary>
    public static Capability PromptCaching => new(CapabilityFlags.PromptCaching);

    /// <summary>Web searches that the provider runs: <c>web-search</c>.</summary>
    public static Capability WebSearch => new(CapabilityFlags.WebSearch);

    /// <summary>Code that the provider runs: <c>code-execution</c>.</summary>
    public static Capability CodeExecution => new(CapabilityFlags.CodeExecution);

    /// <summary>Searches in files that the provider keeps: <c>file-search</c>.</summary>
    public static Capability FileSearch => new(CapabilityFlags.FileSearch);

    /// <summary>MCP servers that the provider calls: <c>remote-mcp</c>.</summary>
    public static Capability RemoteMcp => new(CapabilityFlags.RemoteMcp);

    /// <summary>Operating a computer by its screen, mouse and keyboard: <c>computer-use</c>.</summary>
    public static Capability ComputerUse => new(CapabilityFlags.ComputerUse);

    /// <summary>The provider does not train on what it is sent: <c>no-training</c>.</summary>
    public static Capability NoTraining => new(CapabilityFlags.NoTraining);

    /// <summary>
    /// The provider stores nothing of what it is sent: <c>zero-retention</c>. Most providers grant this by contract: set it on the models
    /// of such an account.
    /// </summary>
    public static Capability ZeroRetention => new(CapabilityFlags.ZeroRetention);

    /// <summary>Vectors with a length that the request chooses: <c>adjustable-dimensions</c>.</summary>
    public static Capability AdjustableDimensions => new(CapabilityFlags.AdjustableDimensions);

    /// <summary>The name, without an amount: <c>tools</c>, <c>context</c>, <c>region</c>.</summary>
    public string Name => Kind == CapabilityKind.Flag ? CapabilityNames.Name(Flag) : Kind.ToString().ToLowerInvariant();

    internal CapabilityKind Kind { get; }

    internal CapabilityFlags Flag { get; }

    /// <summary>Tokens or dimensions; 0 for flags.</summary>
    internal long Amount { get; }

    /// <summary>The region.</summary>
    internal string Text => _text ?? "";

    /// <summary>A context window, for input and output together, of at least the given size.</summary>
    /// <param name="tokens">The tokens, at least 1.</param>
    /// <returns>The capability.</returns>
    public static Capability Context(long tokens) => new(CapabilityKind.Context, AtLeastOne(tokens, nameof(tokens)));

    /// <summary>An output limit of at least the given size.</summary>
    /// <param name="tokens">The tokens, at least 1.</param>
    /// <returns>The capability.</returns>
    public static Capability Output(long tokens) => new(CapabilityKind.Output, AtLeastOne(tokens, nameof(tokens)));

    /// <summary>Vectors of exactly the given length, natively or adjusted.</summary>
    /// <param name="dimensions">The dimensions, at least 1.</param>
    /// <returns>The capability.</returns>
    public static Capability Dimensions(int dimensions) => new(CapabilityKind.Dimensions, AtLeastOne(dimensions, nameof(dimensions)));

    /// <summary>Processing in a region: a region of the provider (<c>eu-west-1</c>), or a larger area (<c>eu</c>).</summary>
    /// <param name="region">The region; case does not matter.</param>
    /// <returns>The capability.</returns>
    public static Capability Region(string region)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(region);
        return new Capability(CapabilityKind.Region, 0, region.Trim().ToLowerInvariant());
    }

    /// <summary>Parses a capability from its name in configuration.</summary>
    /// <param name="text">
    /// E.g. <c>tools</c>, <c>context:128k</c>, <c>output:8000</c>, <c>dimensions:256</c>, <c>region:eu</c>; <c>k</c> is 1,000 and <c>m</c>
    /// 1,000,000.
    /// </param>
    /// <param name="capability">The capability.</param>
    /// <returns>Whether the text is the name of a capability.</returns>
    public static bool TryParse(string? text, out Capability capability)
    {
        ReadOnlySpan<char> name = text.AsSpan().Trim();
        int colon = name.IndexOf(':');
        if (colon >= 0)
        {
            return TryParseMeasure(name[..colon].Trim(), name[(colon + 1)..].Trim(), out capability);
        }

        bool isKnown = CapabilityNames.TryParse(name, out CapabilityFlags flag);
        capability = new Capability(flag);
        return isKnown;
    }

    /// <summary>The name in configuration, with its amount.</summary>
    /// <returns>E.g. <c>json-schema</c> or <c>context:128000</c>.</returns>
    public override string ToString() => Kind switch
    {
        CapabilityKind.Flag => Name,
        CapabilityKind.Region => "region:" + Text,
        _ => string.Create(CultureInfo.InvariantCulture, $"{Name}:{Amount}"),
    };

    private static bool TryParseMeasure(ReadOnlySpan<char> name, ReadOnlySpan<char> value, out Capability capability)
    {
        capability = default;
        if (name.Equals("region", StringComparison.OrdinalIgnoreCase) && !value.IsEmpty)
        {
            capability = Region(value.ToString());
            return true;
        }

        CapabilityKind? kind =
            name.Equals("context", StringComparison.OrdinalIgnoreCase) ? CapabilityKind.Context
            : name.Equals("output", StringComparison.OrdinalIgnoreCase) ? CapabilityKind.Output
            : name.Equals("dimensions", StringComparison.OrdinalIgnoreCase) ? CapabilityKind.Dimensions
            : null;
        if (kind is null || !TryParseAmount(value, out long amount))
        {
            return false;
        }

        capability = new Capability(kind.Value, amount);
        return true;
    }

    private static long AtLeastOne(long amount, string parameter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, 1, parameter);
        return amount;
    }

    private static bool TryParseAmount(ReadOnlySpan<char> text, out long amount)
    {
        long unit = 1;
        if (text is [.., 'k' or 'K'])
        {
            unit = 1_000;
            text = text[..^1];
        }
        else if (text is [.., 'm' or 'M'])
        {
            unit = 1_000_000;
            text = text[..^1];
        }

        bool valid = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out amount) && amount is > 0 and <= int.MaxValue;
        amount *= unit;
        return valid;
    }
}

using System.Globalization;
using ModelGateway.Capabilities;

namespace ModelGateway;

/// <summary>
/// Something that a request may need and a deployment may have: there or not (<see cref="Tools"/>), or measured (<see cref="Context"/>).
/// In configuration it goes by its name: <c>tools</c>, <c>json-schema</c>, <c>context:128k</c>, <c>region:eu</c>.
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

    /// <summary>Making the model call a function, any or a given one: <c>forced-tools</c>.</summary>
    public static Capability ForcedTools => new(CapabilityFlags.ForcedTools);

    /// <summary>Several calls in one answer: <c>parallel-tools</c>.</summary>
    public static Capability ParallelTools => new(CapabilityFlags.ParallelTools);

    /// <summary>Arguments that are sure to fit a function's schema: <c>strict-tools</c>.</summary>
    public static Capability StrictTools => new(CapabilityFlags.StrictTools);

    /// <summary>Answers that are some JSON object: <c>json-object</c>.</summary>
    public static Capability JsonObject => new(CapabilityFlags.JsonObject);

    /// <summary>Answers that fit a given JSON schema (structured output): <c>json-schema</c>.</summary>
    public static Capability JsonSchema => new(CapabilityFlags.JsonSchema);

    /// <summary>Answers with images: <c>image-output</c>.</summary>
    public static Capability ImageOutput => new(CapabilityFlags.ImageOutput);

    /// <summary>Answers as speech: <c>audio-output</c>.</summary>
    public static Capability AudioOutput => new(CapabilityFlags.AudioOutput);

    /// <summary>Answers that arrive in pieces: <c>streaming</c>.</summary>
    public static Capability Streaming => new(CapabilityFlags.Streaming);

    /// <summary>The probabilities of an answer's tokens: <c>log-probs</c>.</summary>
    public static Capability LogProbs => new(CapabilityFlags.LogProbs);

    /// <summary>Reading images: <c>image-input</c>.</summary>
    public static Capability ImageInput => new(CapabilityFlags.ImageInput);

    /// <summary>Hearing audio: <c>audio-input</c>.</summary>
    public static Capability AudioInput => new(CapabilityFlags.AudioInput);

    /// <summary>Watching video: <c>video-input</c>.</summary>
    public static Capability VideoInput => new(CapabilityFlags.VideoInput);

    /// <summary>Reading documents such as PDF files: <c>file-input</c>.</summary>
    public static Capability FileInput => new(CapabilityFlags.FileInput);

    /// <summary>Instructions apart from the user's messages: <c>system-prompt</c>.</summary>
    public static Capability SystemPrompt => new(CapabilityFlags.SystemPrompt);

    /// <summary>Going on with an answer that the request begins (a last message of the assistant): <c>prefill</c>.</summary>
    public static Capability Prefill => new(CapabilityFlags.Prefill);

    /// <summary>Thinking before it answers: <c>reasoning</c>.</summary>
    public static Capability Reasoning => new(CapabilityFlags.Reasoning);

    /// <summary>A seed, for answers that repeat: <c>seed</c>.</summary>
    public static Capability Seed => new(CapabilityFlags.Seed);

    /// <summary>Temperature and top-p: <c>sampling</c>. Some reasoning models refuse them.</summary>
    public static Capability Sampling => new(CapabilityFlags.Sampling);

    /// <summary>Sampling among the k most probable tokens: <c>top-k</c>.</summary>
    public static Capability TopK => new(CapabilityFlags.TopK);

    /// <summary>Penalties on frequency and presence: <c>penalties</c>.</summary>
    public static Capability Penalties => new(CapabilityFlags.Penalties);

    /// <summary>Texts that end the answer: <c>stop-sequences</c>.</summary>
    public static Capability StopSequences => new(CapabilityFlags.StopSequences);

    /// <summary>Prompts that are cheaper when they repeat: <c>prompt-caching</c>.</summary>
    public static Capability PromptCaching => new(CapabilityFlags.PromptCaching);

    /// <summary>Web searches that the provider runs: <c>web-search</c>.</summary>
    public static Capability WebSearch => new(CapabilityFlags.WebSearch);

    /// <summary>Code that the provider runs: <c>code-execution</c>.</summary>
    public static Capability CodeExecution => new(CapabilityFlags.CodeExecution);

    /// <summary>Searches in files that the provider keeps: <c>file-search</c>.</summary>
    public static Capability FileSearch => new(CapabilityFlags.FileSearch);

    /// <summary>MCP servers that the provider calls: <c>remote-mcp</c>.</summary>
    public static Capability RemoteMcp => new(CapabilityFlags.RemoteMcp);

    /// <summary>Seeing a screen and working its mouse and keys: <c>computer-use</c>.</summary>
    public static Capability ComputerUse => new(CapabilityFlags.ComputerUse);

    /// <summary>The provider does not train on what it is sent: <c>no-training</c>.</summary>
    public static Capability NoTraining => new(CapabilityFlags.NoTraining);

    /// <summary>The provider keeps nothing of what it is sent: <c>zero-retention</c>. Most grant it by contract: set it on the models of such an account.</summary>
    public static Capability ZeroRetention => new(CapabilityFlags.ZeroRetention);

    /// <summary>Vectors of a length that the request chooses: <c>adjustable-dimensions</c>.</summary>
    public static Capability AdjustableDimensions => new(CapabilityFlags.AdjustableDimensions);

    /// <summary>The name, without an amount: <c>tools</c>, <c>context</c>, <c>region</c>.</summary>
    public string Name => Kind == CapabilityKind.Flag ? CapabilityNames.Name(Flag) : Kind.ToString().ToLowerInvariant();

    internal CapabilityKind Kind { get; }

    internal CapabilityFlags Flag { get; }

    /// <summary>Tokens or dimensions; 0 for flags.</summary>
    internal long Amount { get; }

    /// <summary>The region.</summary>
    internal string Text => _text ?? "";

    /// <summary>A context window (input and output together) of at least so many tokens.</summary>
    /// <param name="tokens">The tokens, at least 1.</param>
    /// <returns>The capability.</returns>
    public static Capability Context(long tokens) => new(CapabilityKind.Context, AtLeastOne(tokens, nameof(tokens)));

    /// <summary>Answers of at least so many tokens.</summary>
    /// <param name="tokens">The tokens, at least 1.</param>
    /// <returns>The capability.</returns>
    public static Capability Output(long tokens) => new(CapabilityKind.Output, AtLeastOne(tokens, nameof(tokens)));

    /// <summary>Vectors of exactly so many dimensions: the model's own, or adjusted to it.</summary>
    /// <param name="dimensions">The dimensions, at least 1.</param>
    /// <returns>The capability.</returns>
    public static Capability Dimensions(int dimensions) => new(CapabilityKind.Dimensions, AtLeastOne(dimensions, nameof(dimensions)));

    /// <summary>Processing in a region: one of the provider's (<c>eu-west-1</c>), or an area that it lies in (<c>eu</c>).</summary>
    /// <param name="region">The region; case does not matter.</param>
    /// <returns>The capability.</returns>
    public static Capability Region(string region)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(region);
        return new Capability(CapabilityKind.Region, 0, region.Trim().ToLowerInvariant());
    }

    /// <summary>Reads a capability by its name.</summary>
    /// <param name="text">E.g. <c>tools</c>, <c>context:128k</c>, <c>output:8000</c>, <c>dimensions:256</c>, <c>region:eu</c>; <c>k</c> is 1,000 and <c>m</c> 1,000,000.</param>
    /// <param name="capability">The capability.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string? text, out Capability capability)
    {
        capability = default;
        ReadOnlySpan<char> name = text.AsSpan().Trim();
        int colon = name.IndexOf(':');
        if (colon < 0)
        {
            bool known = CapabilityNames.TryParse(name, out CapabilityFlags flag);
            capability = new Capability(flag);
            return known;
        }

        ReadOnlySpan<char> value = name[(colon + 1)..].Trim();
        name = name[..colon].Trim();
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

    /// <summary>The name in configuration, with its amount.</summary>
    /// <returns>E.g. <c>json-schema</c> or <c>context:128000</c>.</returns>
    public override string ToString() => Kind switch
    {
        CapabilityKind.Flag => Name,
        CapabilityKind.Region => "region:" + Text,
        _ => string.Create(CultureInfo.InvariantCulture, $"{Name}:{Amount}"),
    };

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

namespace ModelGateway.Costs;

/// <summary>
/// The prices of one tier, by bucket of <see cref="TokenUsage"/>. A bucket without a price has the price of plain input or output. Null
/// means unknown, which is not 0.
/// </summary>
internal sealed class TokenRates
{
    private readonly PriceRates _rates;

    public TokenRates(PriceRates rates)
    {
        _rates = rates;
        Input = rates[PriceUnit.Input];
        Output = rates[PriceUnit.Output];
        CacheRead = rates[PriceUnit.CacheRead] ?? Input;
        CacheWrite = rates[PriceUnit.CacheWrite] ?? Input;
        CacheWrite1Hour = rates[PriceUnit.CacheWrite1Hour] ?? CacheWrite;
        AudioInput = rates[PriceUnit.AudioInput] ?? Input;
        ImageInput = rates[PriceUnit.ImageInput] ?? Input;
        VideoInput = rates[PriceUnit.VideoInput] ?? Input;
        Reasoning = rates[PriceUnit.Reasoning] ?? Output;
        AudioOutput = rates[PriceUnit.AudioOutput] ?? Output;
        ImageOutput = rates[PriceUnit.ImageOutput] ?? Output;
        Request = rates[PriceUnit.Request] ?? 0;
        Ceiling = new PriceCeiling(
            Input is null ? null : Highest(CacheRead, CacheWrite, CacheWrite1Hour, Highest(Input, AudioInput, ImageInput, VideoInput)),
            Output is null ? null : Highest(Output, Reasoning, AudioOutput, ImageOutput),
            Request);
    }

    // In US dollars per million tokens.
    public decimal? Input { get; }

    public decimal? CacheRead { get; }

    public decimal? CacheWrite { get; }

    public decimal? CacheWrite1Hour { get; }

    public decimal? AudioInput { get; }

    public decimal? ImageInput { get; }

    public decimal? VideoInput { get; }

    public decimal? Output { get; }

    public decimal? Reasoning { get; }

    public decimal? AudioOutput { get; }

    public decimal? ImageOutput { get; }

    /// <summary>Per thousand requests, in addition to their tokens; 0 for none.</summary>
    public decimal Request { get; }

    /// <summary>Per thousand searches.</summary>
    public decimal? WebSearch => _rates[PriceUnit.WebSearch];

    /// <summary>Per thousand pages.</summary>
    public decimal? WebFetch => _rates[PriceUnit.WebFetch];

    /// <summary>Per thousand searches.</summary>
    public decimal? FileSearch => _rates[PriceUnit.FileSearch];

    /// <summary>Per session.</summary>
    public decimal? CodeSession => _rates[PriceUnit.CodeSession];

    /// <summary>The highest price of any bucket of input, and of output.</summary>
    public PriceCeiling Ceiling { get; }

    private static decimal? Highest(decimal? a, decimal? b, decimal? c, decimal? d) =>
        Math.Max(Math.Max(a ?? 0, b ?? 0), Math.Max(c ?? 0, d ?? 0));
}

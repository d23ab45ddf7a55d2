using CsCheck;
using ModelGateway.Capabilities;
using ModelGateway.Negotiation;
using ModelGateway.Tokens;

namespace ModelGateway.Tests.Negotiation;

/// <summary>
/// Random models, rules of a route and needs of a request. They are drawn from few values, so that they often meet their limits.
/// </summary>
internal sealed record NegotiationCase(ModelInfo[] Models, NegotiationRules Rules, CapabilityFlags Needs, Capability[] Asked,
    CapabilityPreference[] Prefer, int Output, long Input, int Dimensions, bool Embeds)
{
    private static readonly CapabilityFlags[] Flags =
    [
        CapabilityFlags.Tools, CapabilityFlags.ForcedTools, CapabilityFlags.ParallelTools, CapabilityFlags.JsonSchema,
            CapabilityFlags.SystemPrompt,
        CapabilityFlags.Seed, CapabilityFlags.Sampling, CapabilityFlags.ZeroRetention, CapabilityFlags.AdjustableDimensions,
    ];

    private static readonly Gen<CapabilityFlags> Mask =
        Gen.Bool.Array[Flags.Length]
            .Select(static on => Flags.Where((_, i) => on[i]).Aggregate(CapabilityFlags.None, static (all, one) => all | one));

    private static readonly Gen<int?> Size = Pick<int?>(null, 1_000, 4_000, 16_000, 128_000);

    private static readonly Gen<Capability> Ask = Gen.OneOf(
        Pick(Flags).Select(static flag => new Capability(flag)),
        Pick(1_000L, 4_000, 16_000).Select(Capability.Context),
        Pick(1_000L, 4_000).Select(Capability.Output),
        Pick(256, 512).Select(Capability.Dimensions),
        Pick("eu", "us").Select(Capability.Region));

    private static readonly Gen<CapabilityPreference[]> Preferences =
        Gen.Select(Ask, Pick(0.25, 0.5, 1.0), static (capability, weight) => new CapabilityPreference(capability, weight)).Array[0, 2];

    private static readonly Gen<ModelInfo> Model = Gen.Select(
        Gen.Select(Mask, Mask),
        Gen.Select(Size, Size, Size),
        Pick<IReadOnlyList<string>?>(null, new[] { "eu" }, new[] { "us-east-1" }, new[] { "eu-west-1", "us" }),
        Pick(ModelKind.Unknown, ModelKind.Chat, ModelKind.Embedding, ModelKind.Other),
        Pick<int?>(null, 256, 512),
        Pick<int?>(null, 0, 30),
        static (flags, sizes, regions, kind, dimensions, retention) => new ModelInfo
        {
            Id = "m",
            Capabilities = new CapabilitySet(flags.Item1, flags.Item2),
            ContextWindow = sizes.Item1,
            MaxInputTokens = sizes.Item2,
            MaxOutputTokens = sizes.Item3,
            Regions = regions,
            Kind = kind,
            Dimensions = dimensions,
            RetentionDays = retention,
        });

    private static readonly Gen<NegotiationRules> Rule = Gen.Select(
        Ask.Array[0, 2],
        Preferences,
        Gen.Enum<UnmetCapabilityBehavior>(),
        Gen.Enum<UnmetCapabilityBehavior>(),
        Gen.Int[0, (int)Bridges.All],
        static (require, prefer, unknown, missing, bridges) => new NegotiationRules
        {
            Require = RequirementSet.From(require),
            Prefer = prefer,
            WhenUnknown = unknown,
            WhenOptionMissing = missing,
            Bridges = (Bridges)bridges,
        });

    public static readonly Gen<NegotiationCase> Any = Gen.Select(
        Model.Array[1, 6],
        Rule,
        Mask,
        Ask.Array[0, 3],
        Preferences,
        Gen.Select(Pick(0, 500, 2_000, 20_000), Pick(0L, 900, 3_990, 15_000), Pick(0, 0, 256)),
        Gen.Bool,
        static (models, rules, needs, asked, prefer, sizes, embeds) => new NegotiationCase(
            [.. models.Select(static (model, index) => model with { Id = $"m{index}" })], rules, needs, asked, prefer, sizes.Item1,
                sizes.Item2, embeds ? sizes.Item3 : 0, embeds));

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    public RequestNeeds Request => Asking(Asked);

    public CapabilityTable Table => new(Rules, [.. Models.Select(static model => new CandidateProfile(model.Id, model, null))]);

    public RequestNeeds Asking(params Capability[] asked) => new()
    {
        Essential = (Needs & ~RequestInference.Optional) | (Embeds ? MeasureFlags.Embed : MeasureFlags.Chat),
        Optional = Needs & RequestInference.Optional,
        Asked = Rules.With(RequirementSet.From(asked)),
        Prefer = Prefer,
        InputAtMost = Input + 100,
        Input = new KnownSizes(new Dictionary<string, TokenEstimate> { [""] = new(Input, Input + 50, Input + 90) }),
        Output = Embeds ? 0 : Output,
        Dimensions = Dimensions,
    };
}

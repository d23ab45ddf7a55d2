using ModelGateway.Capabilities;
using ModelGateway.Negotiation;
using ModelGateway.Tokens;

namespace ModelGateway.Tests.Negotiation;

public sealed class CandidateProfileTests
{
    [Theory]
    [InlineData(ModelKind.Unknown, true, true)]
    [InlineData(ModelKind.Chat, true, false)]
    [InlineData(ModelKind.Embedding, false, true)]
    [InlineData(ModelKind.Other, false, false)]
    public void Kind_IsNeverInDoubt(ModelKind kind, bool chats, bool embeds)
    {
        CandidateProfile profile = Profile(new() { Id = "m", Kind = kind });

        Assert.Equal((chats, embeds), ((profile.Yes & MeasureFlags.Chat) != 0, (profile.Yes & MeasureFlags.Embed) != 0));
        Assert.Equal((!chats, !embeds), ((profile.No & MeasureFlags.Chat) != 0, (profile.No & MeasureFlags.Embed) != 0));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(30, false)]
    [InlineData(0, true)]
    public void ZeroRetention_FollowsFromRetentionDays(int? days, bool keepsNothing)
    {
        CandidateProfile profile = Profile(new() { Id = "m", RetentionDays = days });

        Assert.Equal(keepsNothing, profile.Has(Capability.ZeroRetention));
        Assert.Equal(!keepsNothing, (profile.No & CapabilityFlags.ZeroRetention) != 0);
        Assert.NotEqual(CapabilityFlags.None, profile.No & CapabilityFlags.NoTraining);
    }

    [Theory]
    [InlineData(null, null, int.MaxValue)]
    [InlineData(8_000, null, 8_000)]
    [InlineData(8_000, 6_000, 6_000)]
    [InlineData(null, 6_000, 6_000)]
    public void Window_IsTheSmallerLimit(int? context, int? maxInput, int window) =>
        Assert.Equal(window, Profile(new() { Id = "m", ContextWindow = context, MaxInputTokens = maxInput }).Window);

    [Theory]
    [InlineData(512, CapabilitySupport.Unknown, 512, CapabilitySupport.Yes)]
    [InlineData(512, CapabilitySupport.Yes, 1_024, CapabilitySupport.No)]
    [InlineData(512, CapabilitySupport.Yes, 256, CapabilitySupport.Yes)]
    [InlineData(512, CapabilitySupport.No, 256, CapabilitySupport.No)]
    [InlineData(512, CapabilitySupport.Unknown, 256, CapabilitySupport.Unknown)]
    [InlineData(null, CapabilitySupport.No, 256, CapabilitySupport.Unknown)]
    [InlineData(null, CapabilitySupport.Yes, 256, CapabilitySupport.Yes)]
    public void SupportsDimensions_GoesByTheModelsLengthAndWhetherItAdjusts(
        int? own, CapabilitySupport adjustable, int asked, CapabilitySupport expected)
    {
        CapabilitySet capabilities = default(CapabilitySet).With(Capability.AdjustableDimensions, adjustable);

        Assert.Equal(expected, Profile(new() { Id = "m", Dimensions = own, Capabilities = capabilities }).SupportsDimensions(asked));
    }

    [Theory]
    [InlineData(984, 0, true)]
    [InlineData(985, 0, false)]
    [InlineData(800, 200, true)]
    [InlineData(801, 200, false)]
    [InlineData(700, 5_000, true)]
    public void HasRoom_CountsTheLowestEstimateAndTheReservedOutput(long input, int output, bool fits)
    {
        CandidateProfile profile = Profile(new() { Id = "m", ContextWindow = 1_000, MaxOutputTokens = 300 });

        Assert.Equal(fits, profile.HasRoom(Needs(input, output)));
    }

    [Fact]
    public void HasRoom_RespectsTheInputLimit()
    {
        CandidateProfile profile = Profile(new() { Id = "m", ContextWindow = 1_000, MaxInputTokens = 500 });

        Assert.True(profile.HasRoom(Needs(500, 100)));
        Assert.False(profile.HasRoom(Needs(501, 100)));
    }

    [Fact]
    public void Has_ComparesAmountsAndRegions()
    {
        CandidateProfile profile =
            Profile(new() { Id = "m", ContextWindow = 8_000, MaxOutputTokens = 1_000, Dimensions = 256, Regions = ["eu-west-1"] });

        Assert.All(
            [Capability.Context(8_000), Capability.Output(1_000), Capability.Dimensions(256), Capability.Region("eu")],
            capability => Assert.True(profile.Has(capability)));
        Assert.All(
            [Capability.Context(8_001), Capability.Output(1_001), Capability.Dimensions(257), Capability.Region("us"), Capability.Tools],
            capability => Assert.False(profile.Has(capability)));
        Assert.False(Profile(new() { Id = "m" }).Has(Capability.Context(1)));
    }

    [Fact]
    public void ToCapabilities_WritesFlagsAsRequirements()
    {
        RequestNeeds needs = new()
        {
            Asked = RequirementSet.From([Capability.Context(4_000), Capability.Region("eu"), Capability.Dimensions(64)]),
            Output = 700,
            Input = new KnownSizes(new() { [""] = new TokenEstimate(8_000, 9_000, 10_000) }),
        };
        const CapabilityFlags Flags = CapabilityFlags.Seed | MeasureFlags.Context | MeasureFlags.Size | MeasureFlags.OutputLimit
            | MeasureFlags.Dimensions | MeasureFlags.Region;

        Assert.Equal(
            [Capability.Seed, Capability.Context(9_700), Capability.Output(700), Capability.Dimensions(64), Capability.Region("eu")],
            Profile(new() { Id = "m" }).ToCapabilities(Flags, needs));
    }

    private static RequestNeeds Needs(long input, int output) => new()
    {
        Asked = RequirementSet.None,
        Output = output,
        Input = new KnownSizes(new() { [""] = new TokenEstimate(input, input + 500, input + 900) }),
    };

    private static CandidateProfile Profile(ModelInfo model) => new("d", model, null);
}

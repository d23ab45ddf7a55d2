using CsCheck;
using ModelGateway.Capabilities;
using ModelGateway.Negotiation;

namespace ModelGateway.Tests.Negotiation;

public sealed class NegotiationPropertyTests
{
    [Fact]
    public void Negotiate_AgreesWithTheNaiveRules() => NegotiationCase.Any.Sample(static given =>
    {
        (int, Bridges)[] expected = NaiveNegotiation.Run(given);

        Assert.Equal(expected, Ranked(given, given.Request));
    });

    [Fact]
    public void Candidates_MeetAllNeedsUnlessBridgedOrAllowedByTheRoute() => NegotiationCase.Any.Sample(static given =>
    {
        foreach ((int index, Bridges bridges) in Ranked(given, given.Request))
        {
            foreach (Capability asked in given.Asked.Concat(NaiveNegotiation.Names(given.Rules.Require)))
            {
                CapabilitySupport has = NaiveNegotiation.Has(given.Models[index], asked);
                bool isBridged = (asked == Capability.JsonSchema && (bridges & (Bridges.SchemaByTool | Bridges.SchemaByPrompt)) != 0)
                    || (asked == Capability.SystemPrompt && (bridges & Bridges.FoldSystemPrompt) != 0)
                    || (asked == Capability.ParallelTools && (bridges & Bridges.SerializeToolCalls) != 0);
                Assert.True(
                    has == CapabilitySupport.Yes || isBridged
                        || (has == CapabilitySupport.Unknown && given.Rules.WhenUnknown != UnmetCapabilityBehavior.Refuse),
                    $"m{index}: {asked} is {has}");
            }
        }
    });

    [Fact]
    public void Exclusions_GiveATrueReasonThatNamesWhatIsLacking() => NegotiationCase.Any.Sample(static given =>
    {
        HashSet<string> candidates = [.. Ranked(given, given.Request).Select(static one => $"m{one.Index}")];
        IReadOnlyList<SkippedDeployment> skipped = new Exclusions(given.Table, given.Request).All;

        Assert.Equal(
            given.Models.Select(static model => model.Id).Except(candidates).Order(), skipped.Select(static one => one.Deployment).Order());
        foreach (SkippedDeployment one in skipped)
        {
            ModelInfo model = given.Models.Single(model => model.Id == one.Deployment);
            Assert.NotEmpty(one.Reason);
            bool isOfKind = model.Kind == ModelKind.Unknown || model.Kind == (given.Embeds ? ModelKind.Embedding : ModelKind.Chat);
            Assert.Equal(!isOfKind, one.Reason.Contains("it is ", StringComparison.Ordinal)
                || one.Reason.Contains("it has no embeddings", StringComparison.Ordinal));
            Assert.True(one.Lacks.Count > 0 || !isOfKind, one.Reason);
            foreach (Capability lack in one.Lacks.Where(static lack => lack.Kind is CapabilityKind.Flag or CapabilityKind.Region))
            {
                Assert.NotEqual(CapabilitySupport.Yes, NaiveNegotiation.Has(model, lack));
                Assert.Contains(lack.Kind == CapabilityKind.Flag ? lack.Name : lack.Text, one.Reason, StringComparison.Ordinal);
            }
        }
    });

    [Fact]
    public void Negotiate_NeverAddsCandidatesForAnotherRequirement() => Gen.Select(NegotiationCase.Any, NegotiationCase.Any)
        .Sample(static (given, other) =>
    {
        int[] before = [.. Ranked(given, given.Request).Select(static one => one.Index).Order()];
        foreach (Capability more in other.Asked)
        {
            int[] after = [.. Ranked(given, given.Asking([.. given.Asked, more])).Select(static one => one.Index).Order()];
            Assert.Empty(after.Except(before));
        }
    });

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(1_000)]
    public void Negotiate_AllocatesNothing(int count)
    {
        CapabilityTable table =
            new(NegotiationRules.Default, [.. Enumerable.Range(0, count).Select(static i => new CandidateProfile($"m{i}", new ModelInfo
        {
            Id = $"m{i}",
            ContextWindow = i % 2 == 0 ? 8_192 : 200_000,
            Capabilities = i % 3 == 0 ? new CapabilitySet([], [Capability.JsonSchema]) : new CapabilitySet([Capability.JsonSchema]),
        }, null))]);
        RequestNeeds needs = new()
        {
            Essential = CapabilityFlags.JsonSchema
            | MeasureFlags.Chat,
            Asked = RequirementSet.From([Capability.Context(128_000)]),
            Prefer = []
        };
        int found = Negotiate(table, needs);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            found &= Negotiate(table, needs);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.InRange(found, 1, count / 2);
    }

    private static int Negotiate(CapabilityTable table, in RequestNeeds needs)
    {
        Candidates candidates = table.Negotiate(needs);
        if (candidates.Buffer is { } buffer)
        {
            Candidates.Return(buffer);
        }

        return candidates.Count;
    }

    private static (int Index, Bridges Bridges)[] Ranked(NegotiationCase given, in RequestNeeds needs)
    {
        Candidates candidates = given.Table.Negotiate(needs);
        if (candidates.Buffer is null)
        {
            return [.. Enumerable.Range(0, candidates.Count).Select(static index => (index, Bridges.None))];
        }

        int all = given.Models.Length;
        (int Index, Bridges Bridges)[] ranked =
        [
            .. candidates.Buffer.Take(candidates.Count)
                .OrderBy(index => Candidates.Group(candidates.Buffer[all + index])).ThenBy(static index => index)
                .Select(index => (index, Candidates.Bridges(candidates.Buffer[all + index]))),
        ];
        Candidates.Return(candidates.Buffer);
        return ranked;
    }
}

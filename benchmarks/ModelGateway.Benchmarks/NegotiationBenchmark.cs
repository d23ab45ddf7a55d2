using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using ModelGateway.Benchmarks.Support;
using ModelGateway.Capabilities;
using ModelGateway.Negotiation;

namespace ModelGateway.Benchmarks;

/// <summary>
/// Finds the deployments that can take a request, against a first version with sets of names and LINQ; both find the same ones. Half of the
/// deployments lack a capability, except where the case says that all of them can.
/// </summary>
[MemoryDiagnoser]
public class NegotiationBenchmark
{
    private readonly HashSet<string> _asked = ["tools", "json-schema", "image-input", "system-prompt"];
    private readonly RequestNeeds _needs = Needs(CapabilityFlags.Tools | CapabilityFlags.JsonSchema | CapabilityFlags.ImageInput
        | CapabilityFlags.SystemPrompt, Capability.Context(128_000));
    private readonly RequestNeeds _plain = Needs(CapabilityFlags.SystemPrompt);
    private readonly List<ChatMessage> _messages = PipelinePeers.Messages();
    private readonly ChatOptions _options = PipelinePeers.Options();
    private (string Name, HashSet<string> Can, int Context)[] _sets = [];
    private CapabilityTable _table = null!;
    private CapabilityTable _preferring = null!;

    /// <summary>How many deployments the route has.</summary>
    [Params(10, 100, 1_000)]
    public int Deployments { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        CapabilityFlags[] flags = [.. Enum.GetValues<CapabilityFlags>()
            .Where(static flag => flag is not (CapabilityFlags.None or CapabilityFlags.SystemPrompt))];
        Random random = new(7);
        ModelInfo[] models = [.. Enumerable.Range(0, Deployments).Select(index =>
        {
            CapabilityFlags can = flags.Where(_ => random.Next(3) > 0)
                .Aggregate(CapabilityFlags.SystemPrompt, static (all, one) => all | one);
            can |= index % 2 == 0 ? CapabilityFlags.Tools | CapabilityFlags.JsonSchema | CapabilityFlags.ImageInput : 0;
            return new ModelInfo { Id = $"m{index}", ContextWindow = index % 2 == 0 ? 200_000 : 16_000,
                Capabilities = new CapabilitySet(can, ~can & MeasureFlags.Flags) };
        })];
        _sets = [.. models.Select(static model =>
            (model.Id, CapabilityNames.For(model.Capabilities.Yes).ToHashSet(), model.ContextWindow ?? 0))];
        CandidateProfile[] facts = [.. models.Select(static model => new CandidateProfile(model.Id, model, null))];
        _table = new CapabilityTable(NegotiationRules.Default, facts);
        _preferring =
            new CapabilityTable(new NegotiationRules
            {
                Prefer = [new CapabilityPreference(Capability.Reasoning, 0.5),
            new CapabilityPreference(Capability.Context(100_000))]
            }, facts);
        if (Sets() != Masks() || Masks() != Deployments / 2 || EverybodyCan() != Deployments)
        {
            throw new InvalidOperationException($"They disagree: {Sets()}, {Masks()}.");
        }
    }

    [Benchmark(Baseline = true)]
    public int Sets() => _sets.Where(one => _asked.IsSubsetOf(one.Can) && one.Context >= 128_000).Select(static one => one.Name).ToList()
        .Count;

    [Benchmark]
    public int Masks() => Negotiate(_table, _needs);

    [Benchmark]
    public int MasksWithPreferences() => Negotiate(_preferring, _needs);

    [Benchmark]
    public int EverybodyCan() => Negotiate(_table, _plain);

    /// <summary>The whole of negotiation for a plain request that every deployment can take, inference from the request included.</summary>
    [Benchmark]
    public int PlainRequest()
    {
        CapabilityFlags needs = RequestInference.Read(_messages, _options, streaming: false, out long atMost);
        return Negotiate(_table, new RequestNeeds
        {
            Essential = needs & ~RequestInference.Optional,
            Optional = needs & RequestInference.Optional,
            Asked = NegotiationRules.Default.With(RequirementSet.None),
            Prefer = [],
            InputAtMost = atMost,
            Output = _options.MaxOutputTokens ?? 0,
        });
    }

    /// <summary>The reason of every excluded deployment, worded as when a receipt is read.</summary>
    [Benchmark]
    public int Reasons() => new Exclusions(_table, _needs).All.Count;

    private static RequestNeeds Needs(CapabilityFlags essential, params Capability[] asked) => new()
    {
        Essential = essential | MeasureFlags.Chat,
        Asked = RequirementSet.From(asked),
        Prefer = [],
        InputAtMost = 500,
    };

    private static int Negotiate(CapabilityTable table, in RequestNeeds needs)
    {
        Candidates candidates = table.Negotiate(needs);
        if (candidates.Buffer is { } buffer)
        {
            Candidates.Return(buffer);
        }

        return candidates.Count;
    }
}

using System.Globalization;

namespace ModelGateway.Tests.Conformance;

/// <summary>What came of replaying one recording: a row of the committed table.</summary>
internal sealed class ReplayRow(string recording)
{
    private readonly SortedDictionary<string, int> _finishReasons = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _errors = new(StringComparer.Ordinal);

    public int Exchanges { get; set; }

    public int Answers { get; set; }

    public int Streams { get; set; }

    public int Events { get; set; }

    /// <summary>Answers with usage whose buckets sum to the provider's own total.</summary>
    public int Usages { get; set; }

    public int Embeddings { get; set; }

    public int ModelLists { get; set; }

    /// <summary>Successful exchanges of other interfaces, which nothing reads.</summary>
    public int Others { get; set; }

    public List<string> Crashes { get; } = [];

    public static string Header =>
        "| recording | exchanges | answers | streams | events | finish reasons | usage sums up | embeddings | model lists | errors by kind | other interfaces | crashes |\n"
        + "|---|--:|--:|--:|--:|---|--:|--:|--:|---|--:|--:|";

    public void Finish(string reason) => _finishReasons[reason] = _finishReasons.GetValueOrDefault(reason) + 1;

    public void Error(FailureKind kind) => _errors[kind.ToString()] = _errors.GetValueOrDefault(kind.ToString()) + 1;

    public void AddTo(ReplayRow total)
    {
        total.Exchanges += Exchanges;
        total.Answers += Answers;
        total.Streams += Streams;
        total.Events += Events;
        total.Usages += Usages;
        total.Embeddings += Embeddings;
        total.ModelLists += ModelLists;
        total.Others += Others;
        total.Crashes.AddRange(Crashes);
        Add(_finishReasons, total._finishReasons);
        Add(_errors, total._errors);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {recording} | {Exchanges} | {Answers} | {Streams} | {Events} | {List(_finishReasons)} | {Usages} | {Embeddings} | {ModelLists} | {List(_errors)} | {Others} | {Crashes.Count} |");

    private static void Add(SortedDictionary<string, int> from, SortedDictionary<string, int> to)
    {
        foreach ((string name, int count) in from)
        {
            to[name] = to.GetValueOrDefault(name) + count;
        }
    }

    private static string List(SortedDictionary<string, int> counts) =>
        string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}"));
}

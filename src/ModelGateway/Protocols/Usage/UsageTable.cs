using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Usage;

/// <summary>
/// A protocol's usage object: where it says which count, and what its totals include. Answers are read and written by it.
/// </summary>
internal sealed class UsageTable
{
    /// <param name="shape">What the totals leave out.</param>
    /// <param name="paths">Each count's place. Of the places of one bucket, the first is the one to write.</param>
    public UsageTable(UsageShape shape, params ReadOnlySpan<UsagePath> paths)
    {
        Shape = shape;
        Paths = [.. paths];
        (string, UsagePath)[] fields = new (string, UsagePath)[paths.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = (paths[i].Path, paths[i]);
        }

        Fields = new(fields);
    }

    public UsageShape Shape { get; }

    public IReadOnlyList<UsagePath> Paths { get; }

    public FieldPaths<UsagePath> Fields { get; }
}

/// <summary>One count of a usage object.</summary>
/// <param name="Path">Its place, in the form of <see cref="FieldPaths{T}"/>.</param>
/// <param name="Bucket">What it counts.</param>
/// <param name="Rule">How it is read.</param>
internal sealed record UsagePath(string Path, UsageBucket Bucket, UsageRule Rule = UsageRule.Latest);

/// <summary>How a count is read. Null is never a count, and a negative count is 0.</summary>
internal enum UsageRule
{
    /// <summary>A whole number, which replaces an earlier one; an additional count of 0 replaces none.</summary>
    Latest,

    /// <summary>As <see cref="Latest"/>, by 0 too: the count is of all so far, and a stream repeats it.</summary>
    Cumulative,

    /// <summary>As <see cref="Latest"/>, but it does not replace an earlier one: a place of other servers, or an older one.</summary>
    Fallback,

    /// <summary>Added to what the bucket holds: lists have several items for one bucket.</summary>
    Sum,

    /// <summary>The greater of this count and the earlier one: the count comes under two names.</summary>
    Largest,

    /// <summary>As <see cref="Latest"/>; anything but a number is passed over.</summary>
    Optional,

    /// <summary>
    /// An amount in dollars, kept in the ticks of <see cref="Costs.Usage.UsageCounts.CostTicks"/>; anything but a number is passed over.
    /// </summary>
    Dollars,
}

/// <summary>
/// What a protocol's totals leave out that Microsoft.Extensions.AI counts within them, and how strictly the object is read.
/// </summary>
[Flags]
internal enum UsageShape
{
    /// <summary>Input and output include everything, and what is not said is unknown.</summary>
    None = 0,

    /// <summary>The input excludes what was read from the prompt cache and written to it.</summary>
    CacheOutsideInput = 1,

    /// <summary>The input excludes what the provider's own tools fed to the model.</summary>
    ToolsOutsideInput = 2,

    /// <summary>The output excludes the reasoning.</summary>
    ReasoningOutsideOutput = 4,

    /// <summary>Input, output and cached input are 0 where they are not said.</summary>
    ZeroWhereAbsent = 8,

    /// <summary>Where the total and one of its sides are not said, the total is the other side.</summary>
    TotalOfKnown = 32,

    /// <summary>An object within the usage that has another JSON type is passed over, not refused.</summary>
    SkipsOtherTypes = 16,
}

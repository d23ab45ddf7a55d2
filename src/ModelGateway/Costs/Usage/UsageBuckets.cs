using Microsoft.Extensions.AI;

namespace ModelGateway.Costs.Usage;

/// <summary>
/// Converts a provider's counts to disjoint buckets. The counts are subsets that may overlap (cached audio) or exceed their total.
/// </summary>
/// <remarks>
/// The totals of input and output are taken as reported. Each bucket then takes its count from what the buckets before it left. The order
/// of the input is cache reads, cache writes, tool input, audio, images, video, documents; that of the output is reasoning, audio, images.
/// The rest is text. So cached tokens count as text unless the provider says otherwise, and a dearer bucket keeps its count.
/// </remarks>
internal static class UsageBuckets
{
    // More than any real request has, and far below the values at which sums and prices would overflow.
    private const long Most = 1L << 50;

    public static TokenUsage Read(UsageDetails details)
    {
        long input = Bounded(details.InputTokenCount);
        long output = Bounded(details.OutputTokenCount);
        long reasoning = Bounded(details.ReasoningTokenCount);
        if (Bounded(details.TotalTokenCount) is var total && total > input + output)
        {
            AddMissing(details, total - input - output, ref input, ref output);
        }

        long inputLeft = input;
        long outputLeft = output;
        AdditionalPropertiesDictionary<long>? counts = details.AdditionalCounts;
        long read = Take(details.CachedInputTokenCount, ref inputLeft);
        long write = counts is null ? 0 : Take(UsageCounts.ReadCacheWrite(counts), ref inputLeft);
        reasoning = Take(reasoning, ref outputLeft);

        // Only the properties' names are experimental in Microsoft.Extensions.AI.
#pragma warning disable MEAI001
        long audioInput = details.InputAudioTokenCount ?? 0;
        long audioOutput = details.OutputAudioTokenCount ?? 0;
#pragma warning restore MEAI001
        if (counts is null && audioInput <= 0 && audioOutput <= 0)
        {
            return new TokenUsage(inputLeft, read, write, outputLeft, reasoning);
        }

        ExtendedUsage extended = ReadExtended(counts ?? [], audioInput, audioOutput, write, ref inputLeft, ref outputLeft);
        return new TokenUsage(inputLeft, read, write, outputLeft, reasoning).With(extended);
    }

    // Some providers' totals include tokens that are missing from their input and output counts. The difference goes to the counts that
    // explain it: reasoning to the output, audio and tools to the input. What no count explains goes to the side that was not reported, or
    // else to the output, which is dearer.
    private static void AddMissing(UsageDetails details, long missing, ref long input, ref long output)
    {
        long reasoning = Bounded(details.ReasoningTokenCount);
#pragma warning disable MEAI001
        long audio = Bounded(details.InputAudioTokenCount);
#pragma warning restore MEAI001
        long tools = details.AdditionalCounts is { } counts ? Count(counts, UsageCounts.ToolInput) : 0;
        long outside = missing == reasoning ? 0
            : missing == audio || missing == reasoning + audio ? audio
            : missing == tools || missing == reasoning + tools ? tools
            : missing == audio + tools || missing == reasoning + audio + tools ? audio + tools
            : details.InputTokenCount is null ? missing
            : 0;
        input += outside;
        output += missing - outside;
    }

    private static ExtendedUsage ReadExtended(
        AdditionalPropertiesDictionary<long> counts, long audioInput, long audioOutput, long write, ref long inputLeft, ref long outputLeft)
    {
        long oneHour = Take(Count(counts, UsageCounts.CacheWrite1Hour), ref write);
        long fiveMinutes = Take(Count(counts, UsageCounts.CacheWrite5Minutes), ref write);
        long tools = Take(Count(counts, UsageCounts.ToolInput), ref inputLeft);
        return new ExtendedUsage
        {
            CacheWrite1Hour = oneHour,
            CacheWrite5Minutes = fiveMinutes,
            ToolInput = tools,
            AudioInput = Take(audioInput - Count(counts, UsageCounts.CachedAudio), ref inputLeft),
            ImageInput = Take(Count(counts, UsageCounts.InputImage) - Count(counts, UsageCounts.CachedImage), ref inputLeft),
            VideoInput = Take(Count(counts, UsageCounts.InputVideo) - Count(counts, UsageCounts.CachedVideo), ref inputLeft),
            DocumentInput = Take(Count(counts, UsageCounts.InputDocument) - Count(counts, UsageCounts.CachedDocument), ref inputLeft),
            AudioOutput = Take(audioOutput, ref outputLeft),
            ImageOutput = Take(Count(counts, UsageCounts.OutputImage), ref outputLeft),
            WebSearches = Count(counts, UsageCounts.WebSearches),
            WebFetches = Count(counts, UsageCounts.WebFetches),
            CodeExecutions = Count(counts, UsageCounts.CodeExecutions),
            FileSearches = Count(counts, UsageCounts.FileSearches),
            OtherToolCalls = Count(counts, UsageCounts.OtherServerTools),
        };
    }

    private static long Count(AdditionalPropertiesDictionary<long> counts, string name) =>
        counts.TryGetValue(name, out long count) ? Bounded(count) : 0;

    private static long Take(long? count, ref long left)
    {
        long taken = Math.Clamp(count ?? 0, 0, left);
        left -= taken;
        return taken;
    }

    private static long Bounded(long? count) => Math.Clamp(count ?? 0, 0, Most);
}

using System.Diagnostics;
using System.Globalization;
using System.Text;
using ModelGateway.Benchmarks.Support;

namespace ModelGateway.Benchmarks;

/// <summary>
/// The same methods as the classes' own runs, but in short batches that take turns. The speed of a shared machine changes between
/// one method's run and the next. Two batches a few milliseconds apart see the same speed, so the median of their ratios can be trusted.
/// </summary>
internal static class RoundsBenchmark
{
    private const int Rounds = 150;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Batch = TimeSpan.FromMilliseconds(4);

    /// <summary>Measures; the first argument is a part of the question's name, where only some are asked.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        WriteHeader();
        await foreach ((string question,
            (string Name, Func<Task> Operation)[] contenders) in RoundsQuestions.AskAsync(args is [string part, ..] ? part : ""))
        {
            Compare(question, [.. contenders.Select(contender => new Contender(contender.Name, contender.Operation))]);
        }

        return 0;
    }

    /// <summary>The head of the table whose rows <see cref="Compare"/> writes.</summary>
    internal static void WriteHeader() =>
        Console.Write(
            "| Question | Contender | Fastest batch | Median ratio | Quartiles | Bytes | Bytes ratio |\n|---|---|---:|---:|---:|---:|---:|\n");

    // The first contender is the baseline.
    internal static void Compare(string question, Contender[] contenders)
    {
        foreach (Contender contender in contenders)
        {
            Prepare(contender);
        }

        for (int round = 0; round < Rounds; round++)
        {
            foreach (Contender contender in contenders)
            {
                contender.Nanoseconds.Add(Measure(contender));
            }
        }

        Contender baseline = contenders[0];
        StringBuilder rows = new();
        foreach (Contender contender in contenders)
        {
            double[] ratios = [.. contender.Nanoseconds.Zip(baseline.Nanoseconds, static (own, other) => own / other).Order()];
            rows.Append(
                CultureInfo.InvariantCulture,
                $"| {question} | {contender.Name} | {contender.Nanoseconds.Min():#,0} ns | {ratios[Rounds / 2]:0.000} | {ratios[Rounds / 4]:0.000} to {ratios[Rounds * 3 / 4]:0.000} | {contender.Bytes:#,0} | {contender.Bytes / baseline.Bytes:0.000} |\n");
        }

        Console.Write(rows);
    }

    private static void Prepare(Contender contender)
    {
        long started = Stopwatch.GetTimestamp();
        int operations = 0;
        while (Stopwatch.GetElapsedTime(started) < WarmUp)
        {
            contender.Operation().GetAwaiter().GetResult();
            operations++;
        }

        contender.BatchSize = Math.Max(1, (int)(operations * (Batch / WarmUp)));
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        Measure(contender);
        contender.Bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)contender.BatchSize;
    }

    private static double Measure(Contender contender)
    {
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < contender.BatchSize; i++)
        {
            contender.Operation().GetAwaiter().GetResult();
        }

        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / contender.BatchSize;
    }
}

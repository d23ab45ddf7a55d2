using System.Reflection;
using System.Runtime.Loader;
using ModelGateway.Benchmarks.Support;

namespace ModelGateway.Benchmarks;

/// <summary>
/// This build against another build of the same program, loaded beside it into one process with an own copy of every library: batches of
/// both take turns, so that a change of five percent shows although the machine is shared. The other build is the baseline.
/// </summary>
internal static class BuildComparison
{
    /// <summary>
    /// Measures; the arguments are the other build's <c>ModelGateway.Benchmarks.dll</c> and, optionally, a part of the question's name.
    /// </summary>
    /// <exception cref="ArgumentException">No such file, or a build without <see cref="RoundsQuestions"/>.</exception>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [string path, .. string[] rest] || !File.Exists(path))
        {
            throw new ArgumentException(
                "Name the other build: compare <path to its ModelGateway.Benchmarks.dll> [part of a question's name [words of its case and contender]]");
        }

        string filter = rest is [string part, ..] ? part : "";
        string[] words = rest is [_, .. string[] more] ? more : [];
        RoundsBenchmark.WriteHeader();
        await using IAsyncEnumerator<(string Question, (string Name, Func<Task> Operation)[] Contenders)> other = Other(path, filter)
            .GetAsyncEnumerator();
        await foreach ((string question, (string Name, Func<Task> Operation)[] contenders) in RoundsQuestions.AskAsync(filter))
        {
            if (!await other.MoveNextAsync() || other.Current.Question != question)
            {
                throw new ArgumentException($"The other build does not ask '{question}' at this place.");
            }

            foreach (((string name, Func<Task> operation), (_, Func<Task> before)) in contenders.Zip(other.Current.Contenders))
            {
                if (Array.Exists(words, word => !$"{question} {name}".Contains(word, StringComparison.OrdinalIgnoreCase)))
                {
                    continue;
                }

                // The vendors' clients are the same on both sides: their ratio shows what the measurement itself is worth.
                RoundsBenchmark.Compare(question, [new Contender($"{name}, before", before), new Contender($"{name}, now", operation)]);
            }
        }

        return 0;
    }

    private static IAsyncEnumerable<(string Question, (string Name, Func<Task> Operation)[] Contenders)> Other(string path, string filter)
    {
        OtherBuild context = new(Path.GetFullPath(path));
        MethodInfo ask = context.LoadFromAssemblyPath(Path.GetFullPath(path))
            .GetType(typeof(RoundsQuestions).FullName!)?.GetMethod(nameof(RoundsQuestions.AskAsync))
            ?? throw new ArgumentException($"'{path}' has no {nameof(RoundsQuestions)}.");
        return (IAsyncEnumerable<(string, (string, Func<Task>)[])>)ask.Invoke(null, [filter])!;
    }

    // Load is asked before the default context is; the Resolving event would come after it, and find this build's libraries there.
    private sealed class OtherBuild(string path) : AssemblyLoadContext("the other build")
    {
        private readonly AssemblyDependencyResolver _resolver = new(path);

        protected override Assembly? Load(AssemblyName assemblyName) =>
            _resolver.ResolveAssemblyToPath(assemblyName) is string file ? LoadFromAssemblyPath(file) : null;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGateway.Tests.Architecture;

/// <summary>
/// Where requests are decided, nothing is left to the thread pool or to a clock of its own: all waiting goes through the scheduler, so that
/// a seed gives one trace.
/// </summary>
public sealed class DecidingFolderTests
{
    private const string TheExceptionFile = "Scheduling/SystemScheduler.cs";

    private static readonly string[] Deciding = ["Pipeline", "Negotiation", "Resilience", "Routing", "Costs", "Keys", "Scheduling"];

    /// <summary>Types of which nothing is used.</summary>
    private static readonly HashSet<string> BannedTypes =
    [
        "System.Threading.SemaphoreSlim", "System.Threading.Semaphore", "System.Threading.Thread", "System.Threading.ThreadPool",
        "System.Threading.Timer", "System.Threading.PeriodicTimer", "System.Timers.Timer", "System.Threading.ManualResetEvent",
        "System.Threading.ManualResetEventSlim", "System.Threading.AutoResetEvent", "System.Threading.Monitor",
        "System.Threading.Tasks.Parallel", "System.Threading.Tasks.TaskFactory", "System.Threading.Channels.Channel",
        "System.Threading.Channels.Channel<T>", "System.Random", "System.Guid", "System.Diagnostics.Stopwatch",
    ];

    /// <summary>Members that hand work to the thread pool or time to the system.</summary>
    private static readonly HashSet<string> BannedMembers =
    [
        "System.Threading.Tasks.Task.Run", "System.Threading.Tasks.Task.Delay", "System.Threading.Tasks.Task.Yield",
        "System.Threading.Tasks.Task.Wait",
        "System.Threading.Tasks.Task.Result", "System.Threading.CancellationTokenSource.CancelAfter",
        "System.Threading.CancellationTokenSource.CancelAsync",
        "System.Threading.Tasks.TaskCreationOptions.RunContinuationsAsynchronously",
    ];

    [Fact]
    public void DecidingFolders_UseTheSchedulerAlone() =>
        Assert.Empty(SourceCompilation.Core.SyntaxTrees
            .Where(tree => Deciding.Contains(SourceCompilation.Folder(tree.FilePath)) && tree.FilePath != TheExceptionFile)
            .SelectMany(tree => Uses(SourceCompilation.Core, tree)));

    [Fact]
    public void TheOneException_IsTheSchedulerOfARunningApplication()
    {
        SyntaxTree tree = SourceCompilation.Core.SyntaxTrees.Single(tree => tree.FilePath == TheExceptionFile);
        Assert.Contains(Uses(SourceCompilation.Core, tree), use => use.EndsWith("System.Threading.ThreadPool", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("System.Threading.Tasks.Task.Run(() => { });")]
    [InlineData("new System.Threading.SemaphoreSlim(1).WaitAsync();")]
    [InlineData("System.Threading.Channels.Channel.CreateUnbounded<int>();")]
    [InlineData("System.Threading.Tasks.Task.Factory.StartNew(() => { });")]
    [InlineData("System.Threading.Tasks.Task.FromResult(1).WaitAsync(System.TimeSpan.Zero);")]
    [InlineData(
        "new System.Threading.Tasks.TaskCompletionSource(System.Threading.Tasks.TaskCreationOptions.RunContinuationsAsynchronously);")]
    [InlineData("new System.Threading.CancellationTokenSource(System.TimeSpan.Zero);")]
    public void WhatIsBanned_IsFound(string statement)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText($"class C {{ void M() {{ {statement} }} }}",
            new CSharpParseOptions(LanguageVersion.CSharp14), "Pipeline/C.cs");
        Assert.NotEmpty(Uses(SourceCompilation.Core.AddSyntaxTrees(tree), tree));
    }

    private static IEnumerable<string> Uses(CSharpCompilation compilation, SyntaxTree tree)
    {
        SemanticModel model = compilation.GetSemanticModel(tree);
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
        {
            if (node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax
                && model.GetSymbolInfo(node).Symbol is { } symbol
                && Banned(symbol.OriginalDefinition) is { } banned)
            {
                yield return $"{tree.FilePath}: {banned}";
            }
        }
    }

    private static string? Banned(ISymbol symbol)
    {
        string? type = (symbol as INamedTypeSymbol ?? symbol.ContainingType)?.OriginalDefinition.ToDisplayString();
        if (type is null)
        {
            return null;
        }

        if (BannedTypes.Contains(type))
        {
            return type;
        }

        bool isTask = type.StartsWith("System.Threading.Tasks.Task<", StringComparison.Ordinal);
        string member = $"{(isTask ? "System.Threading.Tasks.Task" : type)}.{symbol.Name}";
        return BannedMembers.Contains(member) || (symbol is IMethodSymbol method && UsesTheSystemsClock(type, method)) ? member : null;
    }

    // A span of time without a TimeProvider beside it is measured by the system's clock.
    private static bool UsesTheSystemsClock(string type, IMethodSymbol method) =>
        (type is "System.Threading.CancellationTokenSource"
            || (type.StartsWith("System.Threading.Tasks.Task", StringComparison.Ordinal) && method.Name == "WaitAsync"))
        && method.Parameters.Any(parameter => parameter.Type.Name is "TimeSpan" or "Int32")
        && method.Parameters.All(parameter => parameter.Type.Name != "TimeProvider");
}

using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Architecture;

/// <summary>Holds the diagrams of the READMEs against the calls that the pipeline's code makes, as the compiler binds them.</summary>
public sealed partial class DataPathTests
{
    private const string Pipeline = "Pipeline/GatewayPipeline.cs";

    /// <summary>The stages of the diagram, in order, each with the member that the pipeline enters it by.</summary>
    private static readonly (string Stage, string Member)[] Stages =
    [
        ("Validation", "RequestValidator.Check"),
        ("Scope", "ScopeSource.Resolve"),
        ("Receipt", "GatewayRequest.Open"),
        ("Requirements", "GatewayRequest.ResolveRequirements"),
        ("Negotiation", "Negotiator.Negotiate"),
        ("Routing", "Router.Plan"),
        ("AttemptRunner", "AttemptRunner.RunAsync"),
        ("Response", "IGatewayOperation.Finish"),
    ];

    [Theory]
    [InlineData("src/ModelGateway/README.md")]
    [InlineData("README.md")]
    public void Readme_ShowsTheStages(string readme)
    {
        string diagram = File.ReadAllText(Path.Combine(Repository.Root, readme));

        Assert.Equal(Stages.Select(stage => stage.Stage), StageName().Matches(diagram).Select(match => match.Groups[1].Value));
    }

    [Theory]
    [InlineData("AnswerAsync")]
    [InlineData("StreamAsync")]
    [InlineData("EmbedAsync")]
    public void Pipeline_EntersTheStagesInOrder(string entry)
    {
        IEnumerable<string> entered = Entered(Method(entry)).Where(member => Stages.Any(stage => stage.Member == member));

        Assert.Equal(Stages.Select(stage => stage.Member), entered.Distinct());
    }

    [Fact]
    public void Explain_EntersTheSameStages_AndStopsAtThePlan()
    {
        string[] entered = [.. Entered(Method("Explain")).Where(member =>
            member is "GatewayRequest.Preview" or "Negotiator.Compare" || Stages.Any(stage => stage.Member == member))];

        Assert.Equal(
            [
                "RequestValidator.Check", "ScopeSource.Resolve", "GatewayRequest.Preview", "GatewayRequest.ResolveRequirements",
                "Negotiator.Compare", "Router.Plan",
            ],
            entered);
    }

    [Fact]
    public void Path_IsWrittenOnce_WithOneCatch()
    {
        SyntaxNode root = Tree.GetRoot();

        Assert.Single(root.DescendantNodes().OfType<CatchClauseSyntax>());
        Assert.Single(Calls(root), call => Name(call) == "AttemptRunner.RunAsync");
        Assert.Single(Calls(root), call => Name(call) == "Router.Plan");
        Assert.Single(Calls(root), call => Name(call) == "Negotiator.Negotiate");
    }

    [Fact]
    public void ModuleReadme_NamesTheFileOfEachStage()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Source, "README.md"));
        foreach ((string stage, string member) in Stages.Where(stage => stage.Stage != "Response"))
        {
            Match row = Regex.Match(readme, $@"^\| {stage} \|.*$", RegexOptions.Multiline);
            Assert.Contains($"/{member[..member.IndexOf('.', StringComparison.Ordinal)]}.cs`", row.Value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ModuleReadme_NamesFilesThatExist()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Source, "README.md"));
        foreach (Match file in FileName().Matches(readme))
        {
            Assert.Contains(Repository.SourceFiles(), path => path.EndsWith(file.Groups[1].Value, StringComparison.Ordinal));
        }
    }

    private static SyntaxTree Tree => SourceCompilation.Core.SyntaxTrees.Single(tree => tree.FilePath == Pipeline);

    private static MethodDeclarationSyntax Method(string name) =>
        Tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().First(method => method.Identifier.Text == name);

    // The members that a method of the pipeline calls, in order of evaluation, those called by the pipeline's own methods in their place.
    private static IEnumerable<string> Entered(SyntaxNode method)
    {
        foreach (InvocationExpressionSyntax call in Calls(method))
        {
            if (Symbol(call) is not { } called)
            {
                continue;
            }

            if (called.ContainingType.Name == "GatewayPipeline")
            {
                foreach (string member in Entered(called.OriginalDefinition.DeclaringSyntaxReferences.Single().GetSyntax()))
                {
                    yield return member;
                }
            }
            else
            {
                yield return $"{called.ContainingType.Name}.{called.Name}";
            }
        }
    }

    // Post-order: the arguments and the receiver of a call are evaluated before it.
    private static IEnumerable<InvocationExpressionSyntax> Calls(SyntaxNode node) =>
        node.ChildNodes().SelectMany(Calls).Concat(node is InvocationExpressionSyntax call ? [call] : []);

    private static IMethodSymbol? Symbol(InvocationExpressionSyntax call) =>
        SourceCompilation.Core.GetSemanticModel(Tree).GetSymbolInfo(call).Symbol as IMethodSymbol;

    private static string? Name(InvocationExpressionSyntax call) =>
        Symbol(call) is { } called ? $"{called.ContainingType.Name}.{called.Name}" : null;

    [GeneratedRegex(@"^  → (\w+)", RegexOptions.Multiline)]
    private static partial Regex StageName();

    [GeneratedRegex(@"`([\w/]+\.cs)`")]
    private static partial Regex FileName();
}

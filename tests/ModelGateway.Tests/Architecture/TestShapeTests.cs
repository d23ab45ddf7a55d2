using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Architecture;

/// <summary>Each test says in its name what does what, and is short enough to be read at once.</summary>
public sealed class TestShapeTests
{
    private const int MaxLines = 60;
    private const int MaxAssertions = 12;

    private static readonly string[] Markers = ["Fact", "Theory", "FactAttribute", "TheoryAttribute"];

    private static readonly (string Path, MethodDeclarationSyntax Method)[] Tests =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot().DescendantNodes()
                .OfType<MethodDeclarationSyntax>().Where(IsTest).Select(method => (Path.GetFileName(path), method)))];

    [Fact]
    public void Names_AreSubjectAndWhatItDoes() =>
        AssertNone(Tests.Where(test => test.Method.Identifier.Text.Split('_') is not { Length: 2 or 3 } parts
            || !parts.All(part => part.Length > 0 && char.IsUpper(part[0]))), "is not called Subject_DoesWhen");

    [Fact]
    public void Tests_AreSixtyLinesAtMost() =>
        AssertNone(Tests.Where(test => Lines(test.Method) > MaxLines), $"has more than {MaxLines} lines");

    [Fact]
    public void Tests_HaveTwelveAssertionsAtMost() =>
        AssertNone(Tests.Where(test => Assertions(test.Method) > MaxAssertions), $"has more than {MaxAssertions} assertions");

    private static void AssertNone(IEnumerable<(string Path, MethodDeclarationSyntax Method)> tests, string fault)
    {
        string[] faults = [.. tests.Select(test => $"{test.Path}: {test.Method.Identifier.Text} {fault}.")];
        Assert.True(Tests.Length > 1_000, "The tests were not found.");
        Assert.True(faults.Length == 0, string.Join('\n', faults));
    }

    private static bool IsTest(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => Markers.Contains(attribute.Name.ToString()));

    // The rows of a theory are data, so only what follows the attributes counts.
    private static int Lines(MethodDeclarationSyntax method)
    {
        SyntaxTree tree = method.SyntaxTree;
        int start = tree.GetLineSpan(method.Identifier.Span).StartLinePosition.Line;
        return tree.GetLineSpan(method.Span).EndLinePosition.Line - start + 1;
    }

    // An assertion within another, such as that of each element, belongs to it.
    private static int Assertions(MethodDeclarationSyntax method) =>
        method.DescendantNodes(node => !IsAssertion(node)).Count(IsAssertion);

    private static bool IsAssertion(SyntaxNode node) =>
        node is InvocationExpressionSyntax call && call.Expression.ToString().StartsWith("Assert.", StringComparison.Ordinal);
}

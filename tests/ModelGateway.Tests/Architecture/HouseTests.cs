using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Architecture;

/// <summary>
/// The shape of the core package, in figures that may not get worse. <c>tests/HOUSE.md</c> shows them beside other codebases'.
/// </summary>
public sealed class HouseTests
{
    private static readonly SyntaxTree[] Trees = [.. SourceCompilation.Core.SyntaxTrees.Where(tree => tree.FilePath != "Global.cs")];

    private static readonly TypeDeclarationSyntax[] Types =
        [.. Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>())
            .Where(type => type is not ExtensionBlockDeclarationSyntax)];

    private static readonly string[] DecidingRooms = ["Pipeline", "Negotiation", "Routing", "Resilience", "Keys", "Costs", "Ledger",
        "Configuration"];

    [Fact]
    public void Files_AreShort()
    {
        int[] lengths = [.. Trees.Select(tree => tree.GetText().Lines.Count - 1).Order()];
        Assert.True(lengths[lengths.Length / 2] <= 68, $"The median file has {lengths[lengths.Length / 2]} lines.");
        Assert.True(lengths[lengths.Length * 9 / 10] <= 165, $"A tenth of the files has {lengths[lengths.Length * 9 / 10]} lines or more.");
        Assert.True(lengths[^1] <= 300, $"The longest file has {lengths[^1]} lines.");
    }

    [Fact]
    public void Methods_AreShort()
    {
        int[] lengths =
        [
            .. Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<BaseMethodDeclarationSyntax>())
                .Where(method => method.Body is not null || method.ExpressionBody is not null)
                .Select(Lines).Order(),
        ];
        Assert.True(lengths[lengths.Length * 9 / 10] <= 25,
            $"A tenth of the methods has {lengths[lengths.Length * 9 / 10]} lines or more.");
        Assert.True(lengths[^1] <= 60, $"The longest method has {lengths[^1]} lines.");
    }

    /// <summary>
    /// Extension classes and tables are static by nature. What else is static should mostly be an object that holds what its methods share.
    /// </summary>
    [Fact]
    public void StaticClasses_AreAQuarterOfTheTypesAtMost()
    {
        string[] statics = [.. Types.OfType<ClassDeclarationSyntax>().Where(IsStatic).Where(type => !IsExtension(type) && !IsTable(type))
            .Select(type => type.Identifier.Text)];
        int types = Trees.Sum(tree => tree.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
            .Count(type => type is not ExtensionBlockDeclarationSyntax));
        Assert.True(statics.Length * 4 <= types, $"{statics.Length} of {types} types are static classes: {string.Join(", ", statics)}");
    }

    [Fact]
    public void NoMethod_IsCalledOf() =>
        Assert.Empty(Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            .Where(method => method.Identifier.Text == "Of").Select(method => $"{method.SyntaxTree.FilePath}: {method}"));

    [Fact]
    public void LargeFiles_HaveATestOfTheirName()
    {
        HashSet<string> tests = [.. TestFiles()];
        string[] large = [.. Trees.Where(tree => tree.GetText().Lines.Count - 1 > 60).Select(tree => tree.FilePath)];
        string[] missing = [.. large.Where(path => !tests.Contains($"{TypeName(path)}Tests"))];
        Assert.True(missing.Length * 2 <= large.Length,
            $"{missing.Length} of {large.Length} files over 60 lines have no test of their name: {string.Join(", ", missing)}");
    }

    /// <summary>
    /// Types in the deciding rooms that hold values, put them into words or only pass calls on: no request ends otherwise because of a
    /// branch in them.
    /// </summary>
    private static readonly HashSet<string> NotDeciding = ["ClientDeploymentOptions", "RetiringModel"];

    [Fact]
    public void DecidingTypes_HaveATestOfTheirName()
    {
        HashSet<string> tests = [.. TestFiles()];
        IEnumerable<string> missing = Trees.Where(tree => DecidingRooms.Contains(SourceCompilation.Folder(tree.FilePath))
            && Branches(tree.GetRoot()))
            .Where(tree => !NotDeciding.Contains(TypeName(tree.FilePath)) && !tests.Contains($"{TypeName(tree.FilePath)}Tests"))
            .Select(tree => tree.FilePath);
        Assert.True(!missing.Any(), string.Join("\n", missing));
    }

    private static IEnumerable<string> TestFiles() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path)!);

    private static string TypeName(string path) => Path.GetFileName(path).Split('.')[0];

    private static int Lines(SyntaxNode node)
    {
        FileLinePositionSpan span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static bool Branches(SyntaxNode root) =>
        root.DescendantNodes()
            .Any(node => node is IfStatementSyntax or SwitchStatementSyntax or SwitchExpressionSyntax or ConditionalExpressionSyntax);

    private static bool IsStatic(ClassDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.StaticKeyword);

    private static bool IsExtension(ClassDeclarationSyntax type) =>
        type.Members.OfType<ExtensionBlockDeclarationSyntax>().Any()
        || type.Members.OfType<MethodDeclarationSyntax>()
            .Any(method => method.ParameterList.Parameters.FirstOrDefault()?.Modifiers.Any(SyntaxKind.ThisKeyword) == true);

    // Names, words, constants: nothing in it but fields, properties, and methods that look a value up in one expression.
    private static bool IsTable(ClassDeclarationSyntax type) =>
        type.Members.All(member => member is FieldDeclarationSyntax or PropertyDeclarationSyntax or BaseTypeDeclarationSyntax
            or MethodDeclarationSyntax { ExpressionBody: not null });
}

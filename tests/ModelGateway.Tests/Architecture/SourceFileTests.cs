using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Architecture;

public sealed partial class SourceFileTests
{
    private const int MaxCompanionLines = 25;

    /// <summary>
    /// A file is named after its type. Small companions (an enum, a record, a delegate) may live with their owner; parts of a partial class
    /// are named <c>Type.Part.cs</c>.
    /// </summary>
    [Fact]
    public void Files_HoldTheTypeThatTheyAreNamedAfter()
    {
        List<string> wrong = [];
        foreach (SyntaxTree tree in SourceCompilation.Core.SyntaxTrees.Where(tree => tree.FilePath != "Global.cs"))
        {
            MemberDeclarationSyntax[] types =
                [.. tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().SelectMany(space => space.Members)];
            string name = Path.GetFileName(tree.FilePath).Split('.')[0];
            if (types.Count(type => Name(type) == name) != 1 || types.Any(type => Name(type) != name && !IsCompanion(type)))
            {
                wrong.Add($"{tree.FilePath}: {string.Join(", ", types.Select(Name))}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void UnsafeCode_IsInOnePlace() =>
        Assert.Equal(
            ["Catalog/Json/ResourceBytes.cs"],
            Repository.SourceFiles().Where(path => Unsafe().IsMatch(File.ReadAllText(Path.Combine(Repository.Source, path)))));

    [GeneratedRegex(@"\bunsafe\b")]
    private static partial Regex Unsafe();

    private static string Name(MemberDeclarationSyntax type) =>
        type is BaseTypeDeclarationSyntax declared ? declared.Identifier.Text : ((DelegateDeclarationSyntax)type).Identifier.Text;

    private static bool IsCompanion(MemberDeclarationSyntax type) =>
        type is EnumDeclarationSyntax or RecordDeclarationSyntax or StructDeclarationSyntax or DelegateDeclarationSyntax
        && type.GetLocation().GetLineSpan() is var span && span.EndLinePosition.Line - span.StartLinePosition.Line < MaxCompanionLines;
}

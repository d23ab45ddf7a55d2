using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGateway.Tests.Architecture;

/// <summary>Which folder of the core package, at any depth, uses which, read from the compiler's own binding of every name.</summary>
internal static class FolderGraph
{
    /// <summary>Every use of another folder's type or member: (from folder, to folder, from file, what is used).</summary>
    public static IReadOnlyCollection<(string From, string To, string File, string Symbol)> Uses { get; } = Read();

    private static HashSet<(string From, string To, string File, string Symbol)> Read()
    {
        HashSet<(string, string, string, string)> uses = [];
        foreach (SyntaxTree tree in SourceCompilation.Core.SyntaxTrees)
        {
            SemanticModel model = SourceCompilation.Core.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                ISymbol? symbol = model.GetSymbolInfo(name).Symbol;
                INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
                string? target = type is null ? null : MainFile(type.OriginalDefinition);
                if (target is not null && Folder(target) != Folder(tree.FilePath))
                {
                    uses.Add((Folder(tree.FilePath), Folder(target), tree.FilePath, type!.Name));
                }
            }
        }

        return uses;
    }

    // A partial type belongs to the folder of the file that is named after it; other parts may be in a room above.
    private static string? MainFile(INamedTypeSymbol type)
    {
        string[] files = [.. type.DeclaringSyntaxReferences.Select(static reference => reference.SyntaxTree.FilePath)];
        return Array.Find(files, file => Path.GetFileNameWithoutExtension(file) == type.Name) ?? files.FirstOrDefault();
    }

    private static string Folder(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];
}

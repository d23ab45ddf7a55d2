using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Architecture;

/// <summary>Which folder of the core package uses which, read from the compiler's own binding of every name.</summary>
internal static class FolderGraph
{
    /// <summary>Every use of another folder's type or member: (from folder, to folder, from file, what is used).</summary>
    public static IReadOnlyCollection<(string From, string To, string File, string Symbol)> Uses { get; } = Read();

    private static HashSet<(string From, string To, string File, string Symbol)> Read()
    {
        CSharpParseOptions parse = new(LanguageVersion.CSharp14);
        List<SyntaxTree> trees =
        [
            .. Repository.SourceFiles().Select(path => CSharpSyntaxTree.ParseText(
                File.ReadAllText(Path.Combine(Repository.Source, path)), parse, path)),
            CSharpSyntaxTree.ParseText(
                "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;"
                + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;", parse, "Global.cs"),
        ];
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        IEnumerable<MetadataReference> references = platform.Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("ModelGateway", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        CSharpCompilation compilation = CSharpCompilation.Create(
            "ModelGateway", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        HashSet<(string, string, string, string)> uses = [];
        foreach (SyntaxTree tree in trees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                ISymbol? symbol = model.GetSymbolInfo(name).Symbol;
                INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
                string? target = type?.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.FilePath;
                if (target is not null && Folder(target) != Folder(tree.FilePath))
                {
                    uses.Add((Folder(tree.FilePath), Folder(target), tree.FilePath, type!.Name));
                }
            }
        }

        return uses;
    }

    private static string Folder(string path) => path.Contains('/') ? path[..path.IndexOf('/')] : "";
}

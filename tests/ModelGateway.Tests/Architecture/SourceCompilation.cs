using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Architecture;

/// <summary>The core package as the compiler binds it, by its files' paths below the package.</summary>
internal static class SourceCompilation
{
    public static CSharpCompilation Core { get; } = Create();

    /// <summary>The first folder of a file's path.</summary>
    public static string Folder(string path) => path.Contains('/') ? path[..path.IndexOf('/')] : "";

    private static CSharpCompilation Create()
    {
        CSharpParseOptions parse = new(LanguageVersion.CSharp14);
        IEnumerable<SyntaxTree> trees =
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
        return CSharpCompilation.Create(
            "ModelGateway", trees, references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }
}

using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Architecture;

public sealed partial class ReadmeSnippetTests
{
    private const string Prelude =
        """
        using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Net.Http; using System.Net.Http.Json;
        using System.Threading; using System.Threading.Tasks; using Microsoft.Extensions.AI; using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting; using Microsoft.Extensions.Logging; using ModelGateway; using ModelGateway.Testing;
        using Microsoft.Extensions.Caching.Distributed;
        interface ITokenAccess // Google.Apis.Auth's.
        {
            Task<string> GetAccessTokenForRequestAsync(string? authUri = null, CancellationToken cancellationToken = default);
        }

        static class Snippet
        {
            static async Task Run(HostApplicationBuilder builder, IChatClient existingClient, ILogger logger, ITokenAccess credential)
            {
                await Task.Yield();
        """;

    public static TheoryData<string> Readmes =>
        ["README.md", "docs/answers.md", "docs/caching.md", "src/ModelGateway/README.md", "src/ModelGateway.Testing/README.md",
            "src/ModelGateway.Tokenizers/README.md"];

    [Theory]
    [MemberData(nameof(Readmes))]
    public void Snippets_Compile(string readme)
    {
        string[] snippets = Blocks(readme, "csharp");
        Assert.NotEmpty(snippets);
        foreach (string snippet in snippets)
        {
            string body = UsingDirective().Replace(snippet, "");
            Diagnostic[] errors = [.. Compile(Prelude + "\n" + body + "\n}}")
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
            Assert.True(errors.Length == 0, $"{readme}:\n{snippet}\n{string.Join("\n", errors.Select(error => error.GetMessage()))}");
        }
    }

    [Fact]
    public void Configuration_IsValid()
    {
        string json = Assert.Single(Blocks("README.md", "json")).Replace("env:", "key-", StringComparison.Ordinal)
            .Replace("\"Type\": \"Anthropic\"", "\"Type\": \"Anthropic\", \"Keys\": \"k\"", StringComparison.Ordinal);
        IConfiguration configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        ServiceCollection services = new();
        services.AddModelGateway(configuration.GetSection("ModelGateway"),
            gateway => gateway.AddDeployment("legacy", new ScriptedChatClient()));
        using ServiceProvider provider = services.BuildServiceProvider();
        IChatClient chat = provider.GetRequiredService<IChatClient>();
        Assert.Equal(50, chat.GetService<Deployment>("openai/gpt-5.4-mini")!.Model.MaxConcurrency);
    }

    /// <summary>The table of providers names every kind, and what is added by whom.</summary>
    [Fact]
    public void ProviderList_NamesEveryType()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        string table = readme[readme.IndexOf("## Providers", StringComparison.Ordinal)..];
        string[] rows = [.. table[..table.IndexOf("Each is written", StringComparison.Ordinal)].Split('\n')
            .Where(row => row.StartsWith("| `", StringComparison.Ordinal))];
        IEnumerable<string> kinds = rows.SelectMany(row => Quoted().Matches(row.Split('|')[1]).Select(match => match.Groups[1].Value));
        Assert.Equal(ProviderTypes.Names.Order(StringComparer.Ordinal), kinds.Order(StringComparer.Ordinal));
        IEnumerable<string> keys = rows.SelectMany(row => Quoted().Matches(row.Split('|')[4]).Select(match => match.Groups[1].Value));
        HashSet<string> known = [.. ProviderTypes.Names.SelectMany(name => ProviderTypes.Find(name)!.KeyVariables),
            "AWS_BEARER_TOKEN_BEDROCK", "AWS_ACCESS_KEY_ID"];
        Assert.All(keys, key => Assert.Contains(key, known));
    }

    private static string[] Blocks(string readme, string language) =>
        [.. Fence().Matches(File.ReadAllText(Path.Combine(Repository.Root, readme)))
            .Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value)];

    private static IEnumerable<Diagnostic> Compile(string source)
    {
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return CSharpCompilation.Create(
            "Snippets",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp14))],
            platform.Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).GetDiagnostics();
    }

    [GeneratedRegex(@"^```(\w*)\r?\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^using [\w.]+;\r?$", RegexOptions.Multiline)]
    private static partial Regex UsingDirective();
}

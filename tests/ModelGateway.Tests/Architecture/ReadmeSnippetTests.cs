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
        static class Snippet
        {
            static async Task Run(HostApplicationBuilder builder, IChatClient existingClient, ILogger logger)
            {
                await Task.Yield();
        """;

    public static TheoryData<string> Readmes => ["README.md", "src/ModelGateway/README.md", "src/ModelGateway.Testing/README.md"];

    [Theory]
    [MemberData(nameof(Readmes))]
    public void EverySnippetCompiles(string readme)
    {
        string[] snippets = Blocks(readme, "csharp");
        Assert.NotEmpty(snippets);
        foreach (string snippet in snippets)
        {
            string body = UsingDirective().Replace(snippet, "");
            Diagnostic[] errors = [.. Compile(Prelude + "\n" + body + "\n}}").Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
            Assert.True(errors.Length == 0, $"{readme}:\n{snippet}\n{string.Join("\n", errors.Select(error => error.GetMessage()))}");
        }
    }

    [Fact]
    public void TheConfigurationIsValid()
    {
        string json = Assert.Single(Blocks("README.md", "json")).Replace("env:", "key-", StringComparison.Ordinal)
            .Replace("\"Type\": \"Anthropic\"", "\"Type\": \"Anthropic\", \"Keys\": \"k\"", StringComparison.Ordinal);
        IConfiguration configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        ServiceCollection services = new();
        services.AddModelGateway(configuration.GetSection("ModelGateway"), gateway => gateway.AddDeployment("legacy", new CannedChatClient()));
        using ServiceProvider provider = services.BuildServiceProvider();
        IChatClient chat = provider.GetRequiredService<IChatClient>();
        Assert.Equal(50, chat.GetService<Deployment>("openai/gpt-5-mini")!.Model.MaxConcurrency);
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

    [GeneratedRegex(@"^using [\w.]+;\r?$", RegexOptions.Multiline)]
    private static partial Regex UsingDirective();
}

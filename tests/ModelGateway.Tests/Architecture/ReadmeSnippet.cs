using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Architecture;

/// <summary>
/// A block of C# in a README, as the body of a method. What it takes for granted (a host's builder, a client, a logger, Google's
/// credential) are the method's parameters.
/// </summary>
internal sealed partial class ReadmeSnippet(string code)
{
    private const string Prelude =
        """
        using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Net.Http; using System.Net.Http.Json;
        using System.Threading; using System.Threading.Tasks; using Microsoft.Extensions.AI; using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting; using Microsoft.Extensions.Logging; using ModelGateway; using ModelGateway.Testing;
        using Microsoft.Extensions.Caching.Distributed;

        public sealed class Credential // Like Google.Apis.Auth's ITokenAccess.
        {
            public Task<string> GetAccessTokenForRequestAsync(string? authUri = null, CancellationToken cancellationToken = default) =>
                Task.FromResult("ya29.snippet");
        }

        static class GatewayChatClient // In place of the gateway's own: the same with the test's network.
        {
            public static IChatClient Create(Action<IModelGatewayBuilder> configure) => ModelGateway.GatewayChatClient.Create(gateway =>
            {
                configure(gateway);
                Snippet.Network(gateway.Services);
            });
        }

        public static class Snippet
        {
            public static Action<IServiceCollection> Network = _ => { };

            public static async Task Run(HostApplicationBuilder builder, IChatClient existingClient, ILogger logger, Credential credential)
            {
                await Task.Yield();
        """;

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(static path => MetadataReference.CreateFromFile(path))];

    /// <summary>The code without its using directives, which the prelude has.</summary>
    public string Code { get; } = UsingDirective().Replace(code, "");

    /// <summary>The blocks of a language in a file.</summary>
    public static string[] Blocks(string readme, string language) =>
        [.. Fence().Matches(File.ReadAllText(Path.Combine(Repository.Root, readme)))
            .Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value)];

    /// <summary>What the compiler finds wrong with the code.</summary>
    public IEnumerable<string> Compile() => Create(Code).GetDiagnostics()
        .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(static error => error.GetMessage());

    /// <summary>Runs the code.</summary>
    /// <param name="network">Takes the place of the network in the services of its gateways.</param>
    /// <param name="more">Code behind it, which uses what it declares.</param>
    /// <param name="arguments">A builder, a client, a logger.</param>
    public async Task RunAsync(Action<IServiceCollection> network, string more, params object[] arguments)
    {
        using MemoryStream image = new();
        EmitResult emitted = Create(Code + "\n" + more).Emit(image);
        Assert.True(emitted.Success, Code + "\n" + string.Join("\n", emitted.Diagnostics));
        image.Position = 0;
        AssemblyLoadContext context = new("snippet", isCollectible: true);
        try
        {
            Assembly assembly = context.LoadFromStream(image);
            Type snippet = assembly.GetType("Snippet")!;
            snippet.GetField("Network")!.SetValue(null, network);
            object credential = Activator.CreateInstance(assembly.GetType("Credential")!)!;
            await (Task)snippet.GetMethod("Run")!.Invoke(null, [.. arguments, credential])!;
        }
        finally
        {
            context.Unload();
        }
    }

    private static CSharpCompilation Create(string body) => CSharpCompilation.Create(
        "Snippets",
        [CSharpSyntaxTree.ParseText(Prelude + "\n" + body + "\n}}", new CSharpParseOptions(LanguageVersion.CSharp14))],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    [GeneratedRegex(@"^```(\w*)\r?\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^using [\w.]+;\r?$", RegexOptions.Multiline)]
    private static partial Regex UsingDirective();
}

using System.Reflection;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Configuration;
using ModelGateway.Pipeline.Stages;

namespace ModelGateway.Tests.DependencyInjection;

/// <summary>What one method of the builder gives to a gateway, and how a test sees what a gateway has.</summary>
/// <param name="Give">Gives a gateway something with a mark.</param>
/// <param name="See">The marks of what a gateway has.</param>
internal sealed record BuilderCase(Action<IModelGatewayBuilder, string> Give, Func<BuiltGateway, Task<string>> See)
{
    /// <summary>The methods that build a gateway, by name and parameters: those of a package would be seen the same way.</summary>
    public static IEnumerable<MethodInfo> Methods =>
        typeof(ModelGatewayBuilderExtensions).Assembly.GetExportedTypes()
            .SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(static method => method.GetParameters() is [{ } first, ..] && first.ParameterType == typeof(IModelGatewayBuilder));

    public static string Describe(MethodInfo method) =>
        $"{method.Name}{(method.IsGenericMethod ? "<T>" : "")}"
        + $"({string.Join(", ", method.GetParameters().Skip(1).Select(static parameter => parameter.ParameterType.Name.Split('`')[0]))})";

    /// <summary>Adds a provider by a method of any vendor, with a mark in its headers.</summary>
    public static BuilderCase ForProvider(MethodInfo method) => new(
        (builder, mark) => method.Invoke(null, [.. method.GetParameters().Select(parameter => Argument(parameter, builder, mark))]),
        static gateway => Task.FromResult(string.Concat(
            gateway.Snapshot.Providers.Where(static provider => provider.Name == "given")
                .Select(static provider => provider.Options.Headers["x-mark"]))));

    private static object? Argument(ParameterInfo parameter, IModelGatewayBuilder builder, string mark) => parameter.ParameterType switch
    {
        Type type when type == typeof(IModelGatewayBuilder) => builder,
        Type type when type == typeof(Uri) => new Uri("https://models.test/v1/"),
        Type type when type == typeof(Func<CancellationToken, ValueTask<string>>) =>
            (Func<CancellationToken, ValueTask<string>>)(_ => new("token")),
        Type type when type == typeof(Action<ProviderOptions>) => (Action<ProviderOptions>)(options =>
        {
            options.Headers["x-mark"] = mark;
            options.Keys.Add("id:secret");
        }),
        _ => parameter.Name switch { "name" => "given", "type" => "OpenAI", "region" => "us-east-1", _ => mark },
    };
}

/// <summary>A gateway of a container, by its key.</summary>
internal sealed record BuiltGateway(IServiceProvider Services, object Key)
{
    public IChatClient Client => Services.GetRequiredKeyedService<IChatClient>(Key);

    public IEmbeddingGenerator<string, Embedding<float>> Generator =>
        Services.GetRequiredKeyedService<IEmbeddingGenerator<string, Embedding<float>>>(Key);

    public GatewayRuntime Runtime => Services.GetRequiredKeyedService<GatewayRuntime>(Key);

    public GatewaySnapshot Snapshot => Runtime.Snapshots.Current;

    public async Task<ChatResponse> AskAsync(string model) =>
        await Client.GetResponseAsync("hi", new ChatOptions { ModelId = model }, TestContext.Current.CancellationToken);
}

using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModelGateway.Providers;

namespace ModelGateway.Tests.Providers;

/// <summary>The registered types, their definitions and the methods that add them agree.</summary>
public sealed class BuiltInProvidersTests
{
    public static TheoryData<string> Names { get; } = [.. ProviderTypes.Names];

    [Fact]
    public void Types_HaveUniqueSortedNames()
    {
        string[] names = [.. BuiltInProviders.Types.Select(static type => type.Name)];
        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase), names);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public void AddTo_RegistersTheTypesOnce()
    {
        ServiceCollection services = new();
        BuiltInProviders.AddTo(services);
        BuiltInProviders.AddTo(services);
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal(BuiltInProviders.Types, provider.GetServices<ProviderType>());
        Assert.Equal(ProviderTypes.Names, provider.GetRequiredService<ProviderTypeRegistry>().Names);
    }

    [Theory, MemberData(nameof(Names))]
    public void Definitions_HaveAProtocolAndAnAddressThatEndsWithASlash(string name)
    {
        HttpProviderDefinition type = ProviderTypes.Find(name)!;

        Assert.Same(type, ProviderTypes.Find(name.ToLowerInvariant()));
        Assert.Same(type, ProviderTypes.Find(name.ToUpperInvariant()));
        Assert.All(new[] { type.DefaultEndpoint }.OfType<Uri>(), static address =>
            Assert.EndsWith("/", address.AbsoluteUri, StringComparison.Ordinal));
        Assert.NotNull(type.CreateProtocol(new ProviderOptions { Type = name, Region = "us-east-1" }).Protocol);
    }

    [Fact]
    public void Types_LoadEveryDeclaredDefinition()
    {
        HashSet<object?> declared = [.. typeof(HttpProviderDefinition).Assembly.GetTypes()
            .SelectMany(static type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(static field => field.FieldType == typeof(HttpProviderDefinition))
            .Select(static field => field.GetValue(null))];

        Assert.Equal(BuiltInProviders.Types.Count, declared.Count);
        Assert.All(BuiltInProviders.Types, type => Assert.Contains(type.Definition, declared));
    }

    /// <summary>Each <c>AddXxx()</c> adds the type of its name, and every type has one.</summary>
    [Fact]
    public void Types_HaveAnAddMethodEach()
    {
        Dictionary<string, string> added = [];
        IEnumerable<MethodInfo> methods = typeof(ModelGatewayBuilderExtensions)
            .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(static method => method.Name != nameof(ModelGatewayBuilderExtensions.AddProvider)
                && method.GetParameters()[^1].ParameterType == typeof(Action<ProviderOptions>));
        foreach (MethodInfo method in methods)
        {
            ServiceCollection services = new();
            services.AddModelGateway(gateway =>
                method.Invoke(null, [.. method.GetParameters().Select(parameter => Argument(parameter, gateway))]));
            using ServiceProvider provider = services.BuildServiceProvider();
            added.Add(method.Name,
                Assert.Single(provider.GetRequiredService<IOptionsMonitor<ModelGatewayOptions>>().Get("").Providers).Value.Type);
        }

        Assert.All(added, static pair => Assert.Equal("Add" + pair.Value, pair.Key));
        Assert.Equal(ProviderTypes.Names, added.Values.Order(StringComparer.Ordinal));
    }

    private static object? Argument(ParameterInfo parameter, IModelGatewayBuilder gateway) =>
        parameter.Position == 0 ? gateway
        : parameter.ParameterType == typeof(Uri) ? new Uri("https://host.test/v1/")
        : parameter.ParameterType == typeof(string) ? "us-east-1"
        : parameter.ParameterType == typeof(Func<CancellationToken, ValueTask<string>>)
            ? (Func<CancellationToken, ValueTask<string>>)(static _ => ValueTask.FromResult("token"))
        : null;
}

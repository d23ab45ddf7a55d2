using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModelGateway.Providers;

namespace ModelGateway.Tests.Providers;

/// <summary>The list of the kinds of providers, what finds them by name, and the methods that add them agree.</summary>
public sealed class ProviderTypesTests
{
    public static TheoryData<string> Names { get; } = [.. ProviderTypes.Names];

    [Fact]
    public void TheNames_AreUniqueAndSorted()
    {
        Assert.Equal(ProviderTypes.Names.Distinct(StringComparer.OrdinalIgnoreCase), ProviderTypes.Names);
        Assert.Equal(ProviderTypes.Names.Order(StringComparer.Ordinal), ProviderTypes.Names);
    }

    [Theory, MemberData(nameof(Names))]
    public void EveryName_IsFound_WhateverItsCase(string name)
    {
        HttpProviderDefinition type = ProviderTypes.Find(name)!;

        Assert.Equal(name, type.Name);
        Assert.Same(type, ProviderTypes.Find(name.ToLowerInvariant()));
        Assert.Same(type, ProviderTypes.Find(name.ToUpperInvariant()));
        Assert.All(new[] { type.DefaultEndpoint }.OfType<Uri>(), static address => Assert.EndsWith("/", address.AbsoluteUri, StringComparison.Ordinal));
        Assert.NotNull(type.CreateProtocol(new ProviderOptions { Type = name, Region = "us-east-1" }).Protocol);
    }

    /// <summary>A kind that is found but has no place in the list would be missing from every message about kinds.</summary>
    [Fact]
    public void EveryDeclaredKind_IsInTheList()
    {
        string[] declared = [.. typeof(ProviderType).Assembly.GetTypes()
            .SelectMany(static type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(static field => field.FieldType == typeof(ProviderType))
            .Select(static field => ((ProviderType)field.GetValue(null)!).Name)
            .Order(StringComparer.Ordinal)];

        Assert.Equal(ProviderTypes.Names, declared);
    }

    [Fact]
    public void AnUnknownName_IsNotFound()
    {
        Assert.Null(ProviderTypes.Find(""));
        Assert.Null(ProviderTypes.Find("OpenAI "));
    }

    /// <summary>Each <c>AddXxx()</c> adds the kind of its name, and every kind has one.</summary>
    [Fact]
    public void EveryKind_HasItsMethod()
    {
        Dictionary<string, string> added = [];
        IEnumerable<MethodInfo> methods = new[] { typeof(ModelGatewayProviderExtensions), typeof(ModelGatewayCompatibleExtensions) }
            .SelectMany(static type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly));
        foreach (MethodInfo method in methods)
        {
            ServiceCollection services = new();
            services.AddModelGateway(gateway => method.Invoke(null, [.. method.GetParameters().Select(parameter => Argument(parameter, gateway))]));
            using ServiceProvider provider = services.BuildServiceProvider();
            added.Add(method.Name, Assert.Single(provider.GetRequiredService<IOptionsMonitor<ModelGatewayOptions>>().Get("").Providers).Value.Type);
        }

        Assert.All(added, static pair => Assert.Equal("Add" + pair.Value, pair.Key));
        Assert.Equal(ProviderTypes.Names, added.Values.Order(StringComparer.Ordinal));
    }

    private static object? Argument(ParameterInfo parameter, IModelGatewayBuilder gateway) =>
        parameter.Position == 0 ? gateway
        : parameter.ParameterType == typeof(Uri) ? new Uri("https://host.test/v1/")
        : parameter.ParameterType == typeof(string) ? "us-east-1"
        : parameter.ParameterType == typeof(Func<CancellationToken, ValueTask<string>>) ? (Func<CancellationToken, ValueTask<string>>)(static _ => ValueTask.FromResult("token"))
        : null;
}

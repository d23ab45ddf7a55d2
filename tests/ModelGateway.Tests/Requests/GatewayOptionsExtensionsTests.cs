using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Requests;

/// <summary>
/// Methods that extend options are called <c>With…</c> and return a changed clone, so that requests may share options. Methods that change
/// an object in place have another name.
/// </summary>
public sealed class GatewayOptionsExtensionsTests
{
    private static readonly MethodInfo[] Extensions =
    [
        .. typeof(GatewayOptionsExtensions).Assembly.GetExportedTypes()
            .SelectMany(static type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(static method => method.IsDefined(typeof(ExtensionAttribute), inherit: false)),
    ];

    public static TheoryData<string> OptionMethods =>
        [.. Extensions.Where(ExtendsOptions).Select(static method => method.ToString()!)];

    [Theory]
    [MemberData(nameof(OptionMethods))]
    public void EveryMethod_ReturnsAChangedClone(string name)
    {
        MethodInfo method = Extensions.Single(method => method.ToString() == name);
        object options = Create(method.GetParameters()[0].ParameterType);
        string before = Describe(options);

        object changed = method.Invoke(null, [options, .. method.GetParameters().Skip(1).Select(Argument)])!;

        Assert.StartsWith("With", method.Name, StringComparison.Ordinal);
        Assert.NotSame(options, changed);
        Assert.IsType(options.GetType(), changed);
        Assert.Equal(before, Describe(options));
        Assert.NotEqual(before, Describe(changed));
    }

    [Fact]
    public void OptionMethods_AreFound() => Assert.True(OptionMethods.Count >= 9, $"Only {OptionMethods.Count} methods extend options.");

    [Fact]
    public void MethodsOnContents_WhichHaveNoClone_AreNotCalledWith() =>
        Assert.DoesNotContain(
            Extensions.Where(static method => typeof(AIContent).IsAssignableFrom(method.GetParameters()[0].ParameterType)),
            static method => method.Name.StartsWith("With", StringComparison.Ordinal));

    [Fact]
    public void With_TakesAValueBackByNull()
    {
        ChatOptions options = new ChatOptions().WithServiceTier("flex").WithPromptCaching(CacheTtl.OneHour);

        ChatOptions plain = options.WithServiceTier(null).WithPromptCaching(null);

        Assert.Empty(plain.AdditionalProperties!);
        Assert.Equal(2, options.AdditionalProperties!.Count);
    }

    [Fact]
    public void WithRequired_AddsToWhatWasRequiredBefore()
    {
        ChatOptions options = new ChatOptions().WithRequired(Capability.Tools).WithRequired(Capability.Seed, Capability.JsonSchema);

        Assert.Equal([Capability.Tools, Capability.Seed, Capability.JsonSchema], GatewayRequestOptions.From(options).Require);
    }

    private static bool ExtendsOptions(MethodInfo method) =>
        method.GetParameters()[0].ParameterType is { } type && (type == typeof(ChatOptions) || type == typeof(EmbeddingGenerationOptions));

    private static object Create(Type type) => type == typeof(ChatOptions)
        ? new ChatOptions { AdditionalProperties = new() { ["own"] = 1 } }
        : new EmbeddingGenerationOptions { AdditionalProperties = new() { ["own"] = 1 } };

    private static object Argument(ParameterInfo parameter) => parameter.ParameterType switch
    {
        Type type when type == typeof(string) => "x",
        Type type when type == typeof(int?) => 512,
        Type type when type == typeof(double) => 0.5,
        Type type when type == typeof(CacheTtl?) => CacheTtl.OneHour,
        Type type when type == typeof(Capability) => Capability.Tools,
        Type type when type == typeof(Capability[]) => new[] { Capability.Tools },
        Type type when type == typeof(Func<GatewayRequestOptions, GatewayRequestOptions>) =>
            (Func<GatewayRequestOptions, GatewayRequestOptions>)(static request => request with { MaxAttempts = 2 }),
        _ => throw new NotSupportedException($"Give {parameter} a value here."),
    };

    private static string Describe(object options)
    {
        (AdditionalPropertiesDictionary? properties, GatewayRequestOptions request) = options is ChatOptions chat
            ? (chat.AdditionalProperties, GatewayRequestOptions.From(chat))
            : (((EmbeddingGenerationOptions)options).AdditionalProperties, GatewayRequestOptions.From((EmbeddingGenerationOptions)options));
        string pairs = string.Join(", ", properties!.OrderBy(static pair => pair.Key).Select(static pair => $"{pair.Key}={pair.Value}"));
        return $"{pairs}; {request.MaxAttempts}; {string.Join(' ', request.Require)}; {string.Join(' ', request.Prefer)}";
    }
}

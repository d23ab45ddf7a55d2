using System.Reflection;
using System.Text.Json;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Tests.Protocols.Answers;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Architecture;

public sealed class AnswersPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "answers.md"));

    /// <summary>Every additional property that a reader is tested to fill, or that a dialect keeps.</summary>
    public static TheoryData<string> Properties => [.. Shared().Concat(Kept()).Concat(Tested()).Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Properties))]
    public void Page_DescribesTheProperty(string name) => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal);

    private static IEnumerable<string> Shared() => typeof(AnswerProperties).GetFields()
        .Select(static field => (string)field.GetValue(null)!);

    private static IEnumerable<string> Kept() => typeof(ChatDialect).Assembly.GetTypes()
        .SelectMany(static type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
        .Where(static field => field.FieldType == typeof(ChatDialect))
        .Select(static field => (ChatDialect)field.GetValue(null)!)
        .SelectMany(static dialect => dialect.KeptFields.Concat(dialect.KeptChoiceFields))
        .Select(static (JsonEncodedText name) => name.Value);

    // The rows name the property first, or behind the provider.
    private static IEnumerable<string> Tested() => typeof(AnswerPropertiesTests).GetMethods()
        .SelectMany(static method => method.GetCustomAttributes<InlineDataAttribute>())
        .Select(static row => (string)row.Data[^2]!);
}

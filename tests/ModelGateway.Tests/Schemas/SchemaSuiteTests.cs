using System.Collections.Frozen;
using System.Text.Json;
using ModelGateway.Schemas;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Schemas;

/// <summary>JSON Schema's own test suite for 2020-12.</summary>
public sealed class SchemaSuiteTests
{
    // Groups whose schemas refer to schemas from elsewhere, which are not fetched; and the whole file refRemote.
    private static readonly FrozenSet<string> Remote = FrozenSet.Create(
        "defs: validate definition against metaschema",
        "dynamicRef: strict-tree schema, guards against misspelled properties",
        "dynamicRef: tests for implementation dynamic anchor and reference link",
        "dynamicRef: $ref and $dynamicAnchor are independent of order - $defs first",
        "dynamicRef: $ref and $dynamicAnchor are independent of order - $ref first",
        "dynamicRef: $ref to $dynamicRef finds detached $dynamicAnchor",
        "ref: remote ref, containing refs itself",
        "vocabulary: schema that uses custom metaschema with with no validation vocabulary",
        "vocabulary: ignore unrecognized optional vocabulary");

    /// <summary>Every mandatory test that needs no schema from elsewhere gets its own result, and no other one a wrong result.</summary>
    [Fact]
    public void Check_GivesTheResultOfEveryMandatoryTest()
    {
        SuiteTest[] tests = Tests("");
        Assert.Equal(1_299, tests.Length);
        Assert.Equal(53, tests.Count(static test => test.IsRemote));
        Assert.Equal("", Names(tests.Where(static test => test.IsWrong)));
        Assert.Equal("", Names(tests.Where(static test => !test.IsRemote && test.Found != test.Expected)));
    }

    /// <summary>Of the optional tests some cannot be told. No valid value is refused.</summary>
    [Theory]
    [InlineData("optional")]
    [InlineData("optional/format")]
    public void Check_RefusesNoValidValueOfTheOptionalTests(string folder)
    {
        SuiteTest[] tests = Tests(folder);
        Assert.NotEmpty(tests);
        Assert.Equal("", Names(tests.Where(static test => test is { Expected: SchemaResult.Fits, Found: SchemaResult.Unfit })));
    }

    private static string Names(IEnumerable<SuiteTest> tests) => string.Join('\n', tests.Select(static test => test.Name));

    private static SuiteTest[] Tests(string folder)
    {
        string path = Path.Combine(Path.GetDirectoryName(SharedData.Require("json-schema/draft2020-12/not.json"))!, folder);
        return [
            .. from file in Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal)
               from test in Read(file)
               select test,
        ];
    }

    private static IEnumerable<SuiteTest> Read(string file)
    {
        foreach (JsonElement group in JsonElement.Parse(File.ReadAllBytes(file)).EnumerateArray())
        {
            JsonElement schema = group.GetProperty("schema");
            string name = $"{Path.GetFileNameWithoutExtension(file)}: {group.GetProperty("description").GetString()}";
            foreach (JsonElement test in group.GetProperty("tests").EnumerateArray())
            {
                yield return new SuiteTest(
                    name,
                    $"{name}: {test.GetProperty("description").GetString()}",
                    test.GetProperty("valid").GetBoolean() ? SchemaResult.Fits : SchemaResult.Unfit,
                    SchemaValidator.Check(schema, test.GetProperty("data")).Result);
            }
        }
    }

    private sealed record SuiteTest(string Group, string Name, SchemaResult Expected, SchemaResult Found)
    {
        public bool IsRemote => Group.StartsWith("refRemote:", StringComparison.Ordinal) || Remote.Contains(Group);

        public bool IsWrong => Found != Expected && Found != SchemaResult.CannotTell;
    }
}

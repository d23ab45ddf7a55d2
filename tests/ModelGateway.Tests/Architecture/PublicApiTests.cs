using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGateway.Tests.Architecture;

/// <summary>The grammar of the public API, held for every type that there is and will be.</summary>
public sealed class PublicApiTests(ITestOutputHelper output)
{
    private const int MaxPublicTypes = 94;

    private static readonly string[] WebUsings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
        "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http",
        "Microsoft.AspNetCore.Routing", "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection",
        "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging", "Microsoft.Extensions.AI", "ModelGateway",
    ];

    private static readonly Lazy<MetadataReference[]> References = new(static () =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(static path => (MetadataReference)MetadataReference.CreateFromFile(path)),
    ]);

    private static Type[] Core => typeof(GatewayChatClient).Assembly.GetExportedTypes();

    public static TheoryData<Type> Packages => [typeof(GatewayChatClient), typeof(ScriptedChatClient)];

    [Fact]
    public void PublicTypes_AreFew()
    {
        int count = Core.Length;
        output.WriteLine($"{count} public types.");
        Assert.True(count <= MaxPublicTypes, $"{count} types are public; {MaxPublicTypes} at most are meant to be.");
    }

    /// <summary>A Web SDK project names every type without an alias, beside all that the SDK's implicit usings bring.</summary>
    [Theory]
    [MemberData(nameof(Packages))]
    public void PublicTypes_AreNotAmbiguousInAWebProject(Type ofPackage)
    {
        Type[] types = ofPackage.Assembly.GetExportedTypes();
        IEnumerable<string> usings = WebUsings.Concat(types.Select(static type => type.Namespace!)).Distinct();

        Diagnostic[] errors = CompileWeb(string.Join("\n", usings.Select(static name => $"global using {name};")), types.Select(Name));

        Assert.True(errors.Length == 0, string.Join("\n", errors.Select(static error => error.ToString())));
    }

    [Fact]
    public void AmbiguousName_IsFound()
    {
        string usings = string.Join("\n", WebUsings.Select(static name => $"global using {name};"));

        Diagnostic[] errors = CompileWeb(usings + "\nnamespace ModelGateway { public class RouteOptions { } }", ["RouteOptions"]);

        Assert.Equal("CS0104", Assert.Single(errors).Id);
    }

    [Fact]
    public void ExtensionMethods_AreInTheNamespaceOfTheTypeThatTheyExtend()
    {
        IEnumerable<string> wrong =
            from type in Core
            from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
            where method.IsDefined(typeof(ExtensionAttribute), inherit: false)
            let extended = Extended(method.GetParameters()[0].ParameterType)
            where extended.Namespace != type.Namespace
            select $"{type.FullName}.{method.Name} extends {extended.FullName}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void ExtensionsOfTheBuilder_AreOneClass() =>
        Assert.Single(Core, static type => type.GetMethods(BindingFlags.Static | BindingFlags.Public).Any(static method =>
            method.IsDefined(typeof(ExtensionAttribute), inherit: false)
            && method.GetParameters()[0].ParameterType == typeof(IModelGatewayBuilder)));

    /// <summary>Classes that a configuration section binds to are called options; what is known of models is data.</summary>
    [Fact]
    public void BoundTypes_AreCalledOptions()
    {
        HashSet<Type> bound = [];
        Collect(typeof(ModelGatewayOptions), bound);

        Assert.True(bound.Count >= 8, $"Only {bound.Count} types are bound: {string.Join(", ", bound)}");
        Assert.All(bound, static type => Assert.EndsWith("Options", type.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Events_HaveNoArgumentsOfTheirOwn() => Assert.DoesNotContain(Core, static type => typeof(EventArgs).IsAssignableFrom(type));

    private static void Collect(Type type, HashSet<Type> bound)
    {
        if (!bound.Add(type))
        {
            return;
        }

        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            IEnumerable<Type> parts = property.PropertyType.IsGenericType ? property.PropertyType.GetGenericArguments()
                : [property.PropertyType];
            foreach (Type part in parts.Where(static part => part.Assembly == typeof(ModelGatewayOptions).Assembly && part.IsClass
                && part != typeof(ModelInfo)))
            {
                Collect(part, bound);
            }
        }
    }

    private static Type Extended(Type type) =>
        type.IsGenericParameter ? type.GetGenericParameterConstraints()[0] : type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private static string Name(Type type)
    {
        string name = type.Name.Split('`')[0]
            + (type.IsGenericTypeDefinition ? $"<{new string(',', type.GetGenericArguments().Length - 1)}>" : "");
        return type.DeclaringType is { } outer ? $"{Name(outer)}.{name}" : name;
    }

    private static Diagnostic[] CompileWeb(string header, IEnumerable<string> names)
    {
        string fields = string.Join("\n", names.Select(static (name, index) => $"    object _{index} = typeof({name});"));
        return
        [
            .. CSharpCompilation.Create(
                "WebProject",
                [CSharpSyntaxTree.ParseText($"{header}\nclass Names\n{{\n{fields}\n}}", new CSharpParseOptions(LanguageVersion.CSharp14))],
                References.Value,
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).GetDiagnostics()
                .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error),
        ];
    }
}

using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Ini;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Configuration;

/// <summary>A file that cannot be read again after a change is reported, and what it said before stays in effect.</summary>
public sealed class ConfigurationFilesTests : IDisposable
{
    private const string Good = """{ "ModelGateway": { "Routes": { "chat": { "To": "b" } } } }""";
    private readonly OneFile _file = new() { Text = Good };
    private readonly LogLines _log = new();
    private readonly List<Exception> _failed = [];

    public void Dispose()
    {
        _log.Dispose();
        _file.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{ "ModelGateway": { "Routes": { "cha""")]
    [InlineData("not json")]
    public async Task File_ThatCannotBeReadIsReported(string text)
    {
        using IChatClient gateway = Create(Root());

        Assert.ThrowsAny<Exception>(() => _file.Change(text));

        GatewayConfigurationException failure = Assert.IsType<GatewayConfigurationException>(Assert.Single(_failed));
        Assert.Equal("appsettings.json cannot be read. Correct it; what it said before stays in effect.", failure.Message);
        Assert.NotNull(failure.InnerException);
        Assert.Contains(_log.All, static line => line.Contains("appsettings.json cannot be read", StringComparison.Ordinal));
        Assert.Equal("b", (await gateway.GetResponseAsync("hi")).GetReceipt()!.Deployment);

        _file.Change(Good.Replace("\"b\"", "\"a\"", StringComparison.Ordinal));
        Assert.Equal("a", (await gateway.GetResponseAsync("hi")).GetReceipt()!.Deployment);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task File_ThatCannotBeReadKeepsTheChangesOfOthersOut(bool isIgnored)
    {
        OneFile other = new() { Text = """{ "ModelGateway": { "QueueLimit": 1 } }""" };
        using IChatClient gateway = Create(new ConfigurationBuilder()
            .Add(Source(_file)).Add(Source(other, isIgnored ? static context => context.Ignore = true : null)).Build());

        Record.Exception(() => other.Change("{"));
        _file.Change(Good.Replace("\"b\"", "\"a\"", StringComparison.Ordinal));
        Assert.Equal("appsettings.json cannot be read. Correct it; what it said before stays in effect.", _failed[^1].Message);
        Assert.Equal("b", (await gateway.GetResponseAsync("hi")).GetReceipt()!.Deployment);

        other.Change("""{ "ModelGateway": { "QueueLimit": 2 } }""");
        Assert.Equal("a", (await gateway.GetResponseAsync("hi")).GetReceipt()!.Deployment);
    }

    [Fact]
    public void File_WhoseErrorRepeatsALineIsReportedWithoutIt()
    {
        _file.Text = "[ModelGateway]\nQueueLimit = 1";
        using IChatClient gateway = Create(new ConfigurationBuilder().Add(new IniConfigurationSource
        {
            FileProvider = _file,
            Path = "appsettings.json",
            ReloadOnChange = true,
            ReloadDelay = 0,
        }).Build());

        Assert.ThrowsAny<Exception>(() => _file.Change("[ModelGateway:Providers:x]\nKeys the-secret-of-x"));

        Assert.DoesNotContain("the-secret-of-x", Assert.Single(_failed).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_WithoutTheSectionIsReported()
    {
        using IChatClient gateway = Create(Root());

        _file.Change("{}");

        Assert.StartsWith("ModelGateway is empty, and had settings before.", Assert.Single(_failed).Message, StringComparison.Ordinal);
        Assert.Equal("b", (await gateway.GetResponseAsync("hi")).GetReceipt()!.Deployment);
    }

    [Fact]
    public void File_OfAChainedConfigurationIsReported()
    {
        using IChatClient gateway = Create(new ConfigurationBuilder().AddConfiguration(Root()).Build());

        Assert.ThrowsAny<Exception>(() => _file.Change(""));

        Assert.Single(_failed);
    }

    [Fact]
    public void Dispose_EndsTheReports_AndKeepsTheHostsHandler()
    {
        int seen = 0;
        IConfigurationRoot root = Root(context =>
        {
            seen++;
            context.Ignore = true;
        });
        Create(root).Dispose();

        _file.Change("not json");

        Assert.Equal((1, 0), (seen, _failed.Count));
    }

    private IConfigurationRoot Root(Action<FileLoadExceptionContext>? onException = null) =>
        new ConfigurationBuilder().Add(Source(_file, onException)).Build();

    private static JsonConfigurationSource Source(OneFile file, Action<FileLoadExceptionContext>? onException = null) => new()
    {
        FileProvider = file,
        Path = "appsettings.json",
        ReloadOnChange = true,
        ReloadDelay = 0,
        OnLoadException = onException,
    };

    private IChatClient Create(IConfigurationRoot root)
    {
        IChatClient gateway = GatewayChatClient.Create(g =>
        {
            g.Services.AddSingleton<IConfiguration>(root);
            g.Services.AddLogging(logging => logging.AddProvider(_log));
            g.AddDeployment("a", new ScriptedChatClient()).AddDeployment("b", new ScriptedChatClient())
                .AddConfiguration(root.GetSection("ModelGateway"));
        });
        gateway.GetService<GatewayEvents>()!.ConfigurationReloadFailed += (_, exception) => _failed.Add(exception);
        return gateway;
    }

    /// <summary>A folder of one file, which a test changes.</summary>
    private sealed class OneFile : IFileProvider, IFileInfo, IDisposable
    {
        private CancellationTokenSource _changed = new();

        public string Text { get; set; } = "";

        public bool Exists => true;

        public bool IsDirectory => false;

        public DateTimeOffset LastModified => default;

        public long Length => Text.Length;

        public string Name => "appsettings.json";

        public string? PhysicalPath => null;

        public void Dispose() => _changed.Dispose();

        public void Change(string text)
        {
            Text = text;
            CancellationTokenSource before = _changed;
            _changed = new CancellationTokenSource();
            before.Cancel();
            before.Dispose();
        }

        public Stream CreateReadStream() => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Text));

        public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

        public IFileInfo GetFileInfo(string subpath) => this;

        public IChangeToken Watch(string filter) => new CancellationChangeToken(_changed.Token);
    }
}

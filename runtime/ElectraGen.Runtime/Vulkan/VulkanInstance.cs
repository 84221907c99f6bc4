using Silk.NET.Core.Native;
using Silk.NET.Vulkan;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>The Vulkan loader, opened, with the validation layer where it was asked for.</summary>
internal sealed unsafe class VulkanInstance : IDisposable
{
    private const string ValidationLayer = "VK_LAYER_KHRONOS_validation";
    private const string PortabilityEnumeration = "VK_KHR_portability_enumeration";

    private readonly ValidationMessenger? messenger;

    private VulkanInstance(Vk api, Instance handle, ValidationMessenger? messenger)
    {
        Api = api;
        Handle = handle;
        this.messenger = messenger;
    }

    public Vk Api { get; }

    public Instance Handle { get; }

    /// <summary>Opens the loader.</summary>
    /// <param name="onValidationMessage">Where given, the validation layer runs and its messages come here.</param>
    /// <exception cref="ElectraGenException">There is no loader, no driver or no validation layer.</exception>
    public static VulkanInstance Create(Action<string>? onValidationMessage)
    {
        Vk api = LoadApi();
        Instance handle = default;
        try
        {
            bool isPortability = HasExtension(api, PortabilityEnumeration);
            handle = onValidationMessage is null
                ? CreateHandle(api, isPortability, [], null)
                : CreateValidated(api, isPortability);
            ValidationMessenger? messenger = onValidationMessage is null ? null : ValidationMessenger.Create(api, handle, onValidationMessage);
            return new VulkanInstance(api, handle, messenger);
        }
        catch
        {
            if (handle.Handle != 0)
                api.DestroyInstance(handle, null);
            api.Dispose();
            throw;
        }
    }

    /// <summary>All devices, best first; the order is that of their identifiers.</summary>
    /// <exception cref="ElectraGenException">There is none.</exception>
    public IReadOnlyList<VulkanAdapter> Adapters()
    {
        uint count = 0;
        Api.EnumeratePhysicalDevices(Handle, &count, null).Check();
        if (count == 0)
            throw NoDriver();
        PhysicalDevice[] devices = new PhysicalDevice[count];
        fixed (PhysicalDevice* first = devices)
            Api.EnumeratePhysicalDevices(Handle, &count, first).Check();
        return [.. devices.Select(device => VulkanAdapter.Read(Api, Handle, device)).OrderBy(adapter => adapter.Rank).ThenByDescending(adapter => adapter.CpuDriverVersion)];
    }

    public void Dispose()
    {
        messenger?.Dispose();
        Api.DestroyInstance(Handle, null);
        Api.Dispose();
    }

    private static ElectraGenException NoDriver() => new(
        "The Vulkan loader found no driver; install one (Debian and Ubuntu: apt-get install mesa-vulkan-drivers) or use --device host.");

    private static Vk LoadApi()
    {
        try
        {
            return Vk.GetApi();
        }
        catch (FileNotFoundException missing)
        {
            throw new ElectraGenException(
                "There is no Vulkan loader on this machine; install it (Debian and Ubuntu: apt-get install libvulkan1 mesa-vulkan-drivers) or use --device host.",
                missing);
        }
    }

    private static Instance CreateValidated(Vk api, bool isPortability)
    {
        if (!HasLayer(api, ValidationLayer))
            throw new ElectraGenException(
                $"--validate needs {ValidationLayer}, which is not installed (Debian and Ubuntu: apt-get install vulkan-validationlayers).");

        // Synchronization validation is off by default; it sees hazards between transfers, not those behind buffer addresses
        ValidationFeatureEnableEXT synchronization = ValidationFeatureEnableEXT.SynchronizationValidationExt;
        ValidationFeaturesEXT features = new(enabledValidationFeatureCount: 1, pEnabledValidationFeatures: &synchronization);
        return CreateHandle(api, isPortability, [ValidationLayer], &features);
    }

    private static Instance CreateHandle(Vk api, bool isPortability, string[] layers, void* next)
    {
        List<string> extensions = isPortability ? [PortabilityEnumeration] : [];
        if (layers.Length > 0)
            extensions.Add(ValidationMessenger.Extension);

        ApplicationInfo application = new(apiVersion: Vk.Version13);
        byte** layerNames = (byte**)SilkMarshal.StringArrayToPtr(layers);
        byte** extensionNames = (byte**)SilkMarshal.StringArrayToPtr(extensions);
        try
        {
            InstanceCreateInfo info = new(
                pNext: next,
                flags: isPortability ? InstanceCreateFlags.EnumeratePortabilityBitKhr : 0,
                pApplicationInfo: &application,
                enabledLayerCount: (uint)layers.Length, ppEnabledLayerNames: layerNames,
                enabledExtensionCount: (uint)extensions.Count, ppEnabledExtensionNames: extensionNames);
            Result result = api.CreateInstance(in info, null, out Instance handle);
            if (result == Result.ErrorIncompatibleDriver)
                throw NoDriver();
            result.Check("vk.CreateInstance");
            return handle;
        }
        finally
        {
            SilkMarshal.Free((nint)layerNames);
            SilkMarshal.Free((nint)extensionNames);
        }
    }

    private static bool HasLayer(Vk api, string name)
    {
        uint count = 0;
        api.EnumerateInstanceLayerProperties(&count, null).Check();
        LayerProperties[] layers = new LayerProperties[count];
        fixed (LayerProperties* first = layers)
            api.EnumerateInstanceLayerProperties(&count, first).Check();
        return layers.Any(layer => SilkMarshal.PtrToString((nint)layer.LayerName) == name);
    }

    private static bool HasExtension(Vk api, string name)
    {
        uint count = 0;
        api.EnumerateInstanceExtensionProperties((byte*)null, &count, null).Check();
        ExtensionProperties[] extensions = new ExtensionProperties[count];
        fixed (ExtensionProperties* first = extensions)
            api.EnumerateInstanceExtensionProperties((byte*)null, &count, first).Check();
        return extensions.Any(extension => SilkMarshal.PtrToString((nint)extension.ExtensionName) == name);
    }
}
